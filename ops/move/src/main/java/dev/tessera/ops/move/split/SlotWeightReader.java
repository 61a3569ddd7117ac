package dev.tessera.ops.move.split;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.transfer.rows.Column;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.ShapeReader;
import dev.tessera.ops.move.transfer.rows.SlotExpression;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.UnsupportedTableException;
import dev.tessera.ops.move.transfer.verify.ComparedServer;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Counts what the slots of a bucket hold, chunk after chunk, without locks: as long as a chunk took, the server is left alone after it. Rows that
 * are written meanwhile are in it or not.
 */
public final class SlotWeightReader {
    private static final int CHUNK_ROWS = 10_000;
    /** What InnoDB adds to a row, about. */
    private static final int OF_A_ROW = 20;

    private final Cluster cluster;
    private final LongConsumer counted;

    /** @param counted told how many rows were counted so far */
    public SlotWeightReader(Cluster cluster, LongConsumer counted) {
        this.cluster = cluster;
        this.counted = counted;
    }

    /** @throws UnsupportedTableException when a table doesn't say where its rows have their slot */
    public SlotWeights read(BucketId bucket, ShardName shard, int schemaVersion) {
        SlotWeights weights = new SlotWeights();
        long[] rows = {0};
        try (DataSession session = DataSession.open(cluster.server(shard))) {
            for (TableShape shape : new ShapeReader(session, BucketTables.LIVE_SCHEMA)
                    .read(cluster.tables().names(bucket, schemaVersion))
                    .values()) {
                read(session, shape, weights, rows);
            }
        }
        return weights;
    }

    private void read(DataSession session, TableShape shape, SlotWeights weights, long[] rows) {
        SlotExpression slot = shape.slot()
                .orElseThrow(() -> new UnsupportedTableException(
                        List.of("table " + shape.table() + " doesn't say where its rows have their slot")));
        SortedSet<String> name = new TreeSet<>(List.of(shape.table()));
        ComparedServer server = new ComparedServer(session, BucketTables.LIVE_SCHEMA, table -> name);
        String from = "true";
        while (true) {
            long begun = System.nanoTime();
            Optional<RowKey> last = server.keyAt(shape, from, CHUNK_ROWS - 1);
            String chunk = last.isEmpty() ? from : from + " and " + shape.upTo(last.get());
            session.query(question(shape, slot, chunk), row -> {
                weights.add((int) row.number(0), row.number(1), row.number(2));
                rows[0] += row.number(1);
                return row;
            });
            counted.accept(rows[0]);
            if (last.isEmpty()) {
                return;
            }
            from = shape.after(last.get());
            LockSupport.parkNanos(
                    Math.min(System.nanoTime() - begun, Duration.ofSeconds(1).toNanos()));
        }
    }

    private static String question(TableShape shape, SlotExpression slot, String condition) {
        String bytes = shape.carried().stream()
                .map(Column::quotedName)
                .map(column -> "coalesce(length(" + column + "), 0)")
                .collect(Collectors.joining(" + "));
        return "select " + slot.sql() + " as slot, count(*), sum(" + OF_A_ROW + " + " + bytes + ") from "
                + Names.quoted(BucketTables.LIVE_SCHEMA, shape.table()) + " force index (primary) where " + condition
                + " group by slot";
    }
}
