package dev.tessera.ops.move.transfer.apply;

import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import java.util.HashMap;
import java.util.Map;

/**
 * Which rows the catch-up has touched since somebody began to ask, each with the number of the commit that touched it last. Thread-safe.
 */
public final class ChangedRows {
    private final Map<Row, Long> rows = new HashMap<>();
    private boolean recording;
    private long commits;

    /** A row of a table. */
    public record Row(TableShape shape, RowKey key) {}

    /**
     * Before its commit, so that whoever sees the rows on the target finds them here.
     *
     * @param goesOn in the same commit as the batch before
     */
    synchronized void record(ChangeBatch batch, boolean goesOn) {
        commits += goesOn ? 0 : 1;
        if (recording) {
            batch.forEachTable(
                    (shape, images) -> images.keySet().forEach(key -> rows.put(new Row(shape, key), commits)));
        }
    }

    /** Begins to record. */
    public synchronized void start() {
        recording = true;
    }

    /** The number of the commit that is under way or was last: changes after this moment have a greater one. */
    public synchronized long now() {
        return commits;
    }

    public synchronized boolean changedAfter(Row row, long moment) {
        return rows.getOrDefault(row, 0L) > moment;
    }

    public synchronized int count() {
        return rows.size();
    }

    public synchronized Map<Row, Long> all() {
        return Map.copyOf(rows);
    }

    /** Forgets the rows that were compared, unless they have changed since the moment. */
    public synchronized void forget(Iterable<Row> compared, long moment) {
        for (Row row : compared) {
            Long changed = rows.get(row);
            if (changed != null && changed <= moment) {
                rows.remove(row);
            }
        }
    }
}
