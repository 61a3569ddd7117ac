package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.apply.ChangedRows;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.binlog.RowChange;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.Shapes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.ChunkSizer;
import dev.tessera.ops.move.transfer.spec.MismatchException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.verify.ChangesSince;
import dev.tessera.ops.move.transfer.verify.ComparedServer;
import dev.tessera.ops.move.transfer.verify.TableComparer;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a bucket whole after it went live on the target: the frozen source with the live tables, but for the rows that the target's own
 * binlog names since. Chunk after chunk is read as it is at that moment, without a snapshot, whose undo would grow for as long as the throttle
 * holds the comparison back. Needs nothing of the move but its two servers.
 */
public final class SwitchedComparison {
    private final TransferSpec transferSpec;
    private final StopSignal stop;
    private final TransferProgress progress;
    private final ChunkSizer pace;
    private final StreamMemory memory;
    private final TransferSpec live;

    public SwitchedComparison(
            TransferSpec transferSpec, TransferOptions options, StopSignal stop, TransferProgress progress) {
        this.transferSpec = transferSpec;
        this.stop = stop;
        this.progress = progress;
        pace = new ChunkSizer(options, stop);
        memory = options.memory();
        live = new TransferSpec(
                transferSpec.moveId(),
                transferSpec.bucket(),
                transferSpec.tables(),
                transferSpec.reshape().map(between -> new Reshape(between.children(), between.children())),
                transferSpec.target(),
                BucketTables.LIVE_SCHEMA,
                transferSpec.target(),
                BucketTables.LIVE_SCHEMA,
                Set.of(transferSpec.targetSchema()),
                transferSpec.leaseEpoch());
    }

    /**
     * @param targetGtidSetAtSwitch what the target had executed before its tables were live
     * @param serverId that no other replica or reader of the target has
     * @throws MismatchException naming rows that differ though nobody has written them since
     */
    public void run(String frozenSchema, String targetGtidSetAtSwitch, long serverId) {
        ExecutorService executor =
                Executors.newSingleThreadExecutor(work -> new Thread(work, "tessera-verify-" + transferSpec.moveId()));
        try (DataSession source = DataSession.open(transferSpec.source());
                DataSession target = DataSession.open(transferSpec.target())) {
            Map<String, TableShape> shapes = Shapes.onTarget(transferSpec, target, BucketTables.LIVE_SCHEMA);
            ComparedServer frozen =
                    new ComparedServer(source, frozenSchema, shape -> transferSpec.sourceTables(shape.table()));
            TableComparer sides = new TableComparer(
                    frozen,
                    new ComparedServer(
                            target, BucketTables.LIVE_SCHEMA, shape -> transferSpec.targetTables(shape.table())),
                    executor);
            Set<ChangedRows.Row> suspects = suspects(shapes, frozen, sides);
            GtidSet from = GtidSet.parse(targetGtidSetAtSwitch);
            // A commit is seen by readers a moment before its GTID is in the set: it is in the second.
            for (int look = 0; look < 2 && !suspects.isEmpty(); look++) {
                GtidSet until = GtidSet.parse(target.text("select @@global.gtid_executed"));
                new ChangesSince(live, shapes, memory, stop)
                        .read(from, until, serverId, change -> acquit(suspects, change));
                from = until;
            }
            Verification.require(transferSpec, suspects);
        } finally {
            executor.shutdown();
        }
    }

    private Set<ChangedRows.Row> suspects(Map<String, TableShape> shapes, ComparedServer frozen, TableComparer sides) {
        Set<ChangedRows.Row> suspects = new HashSet<>();
        for (TableShape shape : shapes.values()) {
            pace.table(frozen.rowBytes(shape));
            sides.chunks(shape, pace::chunkRows, this::count, suspects::addAll);
        }
        return suspects;
    }

    private void count(long rows) {
        stop.check();
        progress.verified(rows);
        pace.await(rows);
    }

    private static void acquit(Set<ChangedRows.Row> suspects, RowChange change) {
        remove(suspects, change.shape(), change.before());
        remove(suspects, change.shape(), change.after());
    }

    private static void remove(Set<ChangedRows.Row> suspects, TableShape shape, @Nullable RowKey key) {
        if (key != null) {
            suspects.remove(new ChangedRows.Row(shape, key));
        }
    }
}
