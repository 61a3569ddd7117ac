package dev.tessera.ops.move.transfer.rows;

import java.util.List;

/**
 * A row's carried columns, as they stand in a statement.
 *
 * @param text {@code (1,'a',NULL)}, one character a byte; in place of each long value its variable
 * @param longValues those of {@link #variable} 0, 1, ...
 */
public record RowImage(String text, List<LongValue> longValues) {
    /** Of a row that is gone. */
    public static final RowImage NONE = new RowImage("", List.of());

    public RowImage {
        longValues = List.copyOf(longValues);
    }

    /** The session variable that a long value is in when the statement runs. */
    public static String variable(int longValue) {
        return "@tessera_long_" + longValue;
    }

    public boolean isNone() {
        return text.isEmpty();
    }

    /** About. */
    public long bytes() {
        return text.length() + longValues.stream().mapToLong(LongValue::length).sum();
    }
}
