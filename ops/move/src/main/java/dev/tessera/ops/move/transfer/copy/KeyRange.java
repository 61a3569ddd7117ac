package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a table's primary key. Conditions are SQL, one character a byte.
 *
 * @param source the physical name of the table on the source
 * @param number within that table, from 0
 * @param bounds the condition that a row belongs to it: on the key's first column, so that one index range covers it
 * @param after the condition that a row comes after the last one copied; null when none was
 */
record KeyRange(TableShape shape, String source, int number, String bounds, @Nullable String after, boolean finished) {
    /** The condition that a row is still to be copied. */
    String remaining() {
        return after == null ? bounds : bounds + " and " + after;
    }

    KeyRange after(RowKey last) {
        return new KeyRange(shape, source, number, bounds, shape.after(last), false);
    }

    KeyRange done() {
        return new KeyRange(shape, source, number, bounds, after, true);
    }
}
