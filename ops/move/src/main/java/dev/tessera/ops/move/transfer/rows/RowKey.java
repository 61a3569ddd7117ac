package dev.tessera.ops.move.transfer.rows;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The primary key of a row.
 *
 * @param literals as they stand in a statement, in the key's order, one character a byte; equal when every byte is
 */
public record RowKey(List<String> literals) {
    private static final int DIGEST_BYTES = 4;

    public RowKey {
        literals = List.copyOf(literals);
    }

    /** As an element of an IN list over the key's columns. */
    public String element() {
        return literals.size() == 1 ? literals.get(0) : "(" + String.join(",", literals) + ")";
    }

    /**
     * For messages. Numbers are ids and stand there; anything else was somebody's input and shows as the first eight digits of its SHA-256:
     * {@code #9f86d081} is the row where {@code sha2(column, 256)} begins so.
     */
    @Override
    public String toString() {
        String parts = literals.stream().map(RowKey::shown).collect(Collectors.joining(","));
        return literals.size() == 1 ? parts : "(" + parts + ")";
    }

    private static String shown(String literal) {
        return literal.matches("-?[0-9.]+|NULL") ? literal : "#" + digest(value(literal));
    }

    /** What stands between the quotes, its escapes undone: {@code _utf8mb4'it\\'s'}. */
    private static byte[] value(String literal) {
        int quote = literal.indexOf('\'');
        String inner = quote < 0 ? literal : literal.substring(quote + 1, literal.length() - 1);
        return inner.replaceAll("(?s)\\\\(.)", "$1").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String digest(byte[] value) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(value);
            return HexFormat.of().formatHex(Arrays.copyOf(whole, DIGEST_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
