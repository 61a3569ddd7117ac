package dev.tessera.ops.move.transfer.rows;

import dev.tessera.shardconfig.redaction.StatementSummary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A statement under construction, as the bytes that the server gets. Values stay bytes from end to end, so no character set can touch
 * them. Not thread-safe.
 */
public final class StatementBytes {
    /** So many keys of rows are named when it fails. */
    private static final int KEYS_SHOWN = 3;

    private byte[] bytes;
    private int length;
    private @Nullable String attempts;
    private final List<RowKey> keys = new ArrayList<>();
    private int rows;

    public StatementBytes() {
        this(256);
    }

    public StatementBytes(int capacity) {
        bytes = new byte[capacity];
    }

    public StatementBytes append(String ascii) {
        return append(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    public StatementBytes append(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public StatementBytes append(StatementBytes more) {
        reserve(more.length);
        System.arraycopy(more.bytes, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    public StatementBytes append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** The bytes as a string literal. In a session of character set binary only these two need to be escaped. */
    public StatementBytes quoted(byte[] value) {
        return quoted(value, 0, value.length);
    }

    /** As {@link #quoted(byte[])}, of a part of the value. */
    public StatementBytes quoted(byte[] value, int from, int count) {
        reserve(2 * count + 2);
        bytes[length++] = '\'';
        for (int i = from; i < from + count; i++) {
            byte b = value[i];
            if (b == '\'' || b == '\\') {
                bytes[length++] = '\\';
            }
            bytes[length++] = b;
        }
        bytes[length++] = '\'';
        return this;
    }

    /** @param value one character a byte */
    public StatementBytes quoted(String value) {
        return quoted(value.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What a failure says of it, for example {@code replace into `tessera_in_3`.`users_00000_01023`}: a statement on many rows holds all their values. */
    public StatementBytes attempts(String what) {
        attempts = what;
        return this;
    }

    /** One more row is in it; its key is asked for when it is one of the first. */
    public void countRow(Supplier<RowKey> key) {
        if (rows++ < KEYS_SHOWN) {
            keys.add(key.get());
        }
    }

    /** Verb, table, number of rows and the first keys; never a value. */
    public String summary() {
        if (attempts == null) {
            return StatementSummary.of(toSql());
        }
        String named = keys.stream().map(RowKey::toString).collect(Collectors.joining(", "));
        return attempts + ", " + rows + (rows == 1 ? " row: key " : " rows: keys ") + named
                + (rows > keys.size() ? " and others" : "");
    }

    public int length() {
        return length;
    }

    public void truncate(int newLength) {
        length = Math.min(length, newLength);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** One character a byte: what a session that speaks ISO-8859-1 sends as these very bytes. */
    public String toSql() {
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
