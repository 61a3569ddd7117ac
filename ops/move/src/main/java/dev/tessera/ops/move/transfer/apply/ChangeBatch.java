package dev.tessera.ops.move.transfer.apply;

import dev.tessera.ops.move.transfer.binlog.RowChange;
import dev.tessera.ops.move.transfer.binlog.SourceTransaction;
import dev.tessera.ops.move.transfer.rows.RowImage;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Consecutive transactions of the source, reduced to the last image of each row they touch.
 *
 * <p>Why this is right. Let n be the last transaction of the batch. What the target holds of a row before the batch is one of: the row as
 * the source had it when the batch begins; the row as the source has it later, since the copy reads when it likes, and then a change of
 * it is still to come; nothing, because a row that was put in its place collided with it, and then too a change of it is still to come.
 * The batch deletes each touched row that is gone at n and REPLACEs each other touched row by its image at n. Images at n were all in
 * the source at once, so they don't collide with one another: the order within the batch doesn't matter, and swapped unique values or
 * changed keys need no care. An image may collide with a row that the batch doesn't touch. That row doesn't have the value at n in the
 * source, so what the target holds of it is from later: its change is still to come and restores it. Hence the same holds after the
 * batch; and where no change is to come any more, at the frontier, target and source are equal.
 *
 * <p>A batch may also end within a transaction, if what comes before isn't committed before the rest is: what was said of n holds of the state between any two
 * changes of it, since a server checks unique keys with each row.
 *
 * <p>The deletes come first: under a case-insensitive collation {@code a} gone and {@code A} there are one row in the key's index.
 */
final class ChangeBatch {
    private final Map<TableShape, Map<RowKey, RowImage>> images = new HashMap<>();
    private int keys;
    private int transactions;
    private long changes;
    private long bytes;

    void add(SourceTransaction transaction) {
        transaction.changes().forEach(this::add);
        transactions++;
    }

    /** The next changes of a transaction of which more is to come. */
    void addPart(List<RowChange> part) {
        part.forEach(this::add);
    }

    private void add(RowChange change) {
        Map<RowKey, RowImage> table = images.computeIfAbsent(change.shape(), shape -> new LinkedHashMap<>());
        int before = table.size();
        if (change.before() != null) {
            table.put(change.before(), RowImage.NONE);
        }
        if (change.after() != null) {
            table.put(change.after(), change.row());
        }
        keys += table.size() - before;
        bytes += change.row().bytes();
        changes++;
    }

    /** Each table with its rows; its image is none when the row is gone. */
    void forEachTable(BiConsumer<TableShape, Map<RowKey, RowImage>> table) {
        images.forEach(table);
    }

    boolean isEmpty() {
        return changes == 0;
    }

    int keys() {
        return keys;
    }

    int transactions() {
        return transactions;
    }

    long changes() {
        return changes;
    }

    long bytes() {
        return bytes;
    }
}
