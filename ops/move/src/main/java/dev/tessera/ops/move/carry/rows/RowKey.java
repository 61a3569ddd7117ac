package dev.tessera.ops.move.carry.rows;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The primary key of a row.
 *
 * @param literals as they stand in a statement, in the key's order, one character a byte; equal when every byte is
 */
public record RowKey(List<String> literals) {
    public RowKey {
        literals = List.copyOf(literals);
    }

    /** As an element of an IN list over the key's columns. */
    public String element() {
        return literals.size() == 1 ? literals.get(0) : "(" + String.join(",", literals) + ")";
    }

    /** For messages: bytes that aren't text show as they can. */
    @Override
    public String toString() {
        return new String(element().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
