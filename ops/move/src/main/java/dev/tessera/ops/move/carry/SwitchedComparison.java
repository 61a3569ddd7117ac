package dev.tessera.ops.move.carry;

import dev.tessera.ops.move.carry.apply.ChangedRows;
import dev.tessera.ops.move.carry.binlog.GtidSet;
import dev.tessera.ops.move.carry.binlog.RowChange;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.RowKey;
import dev.tessera.ops.move.carry.rows.ShapeReader;
import dev.tessera.ops.move.carry.rows.TableShape;
import dev.tessera.ops.move.carry.verify.ChangesSince;
import dev.tessera.ops.move.carry.verify.Side;
import dev.tessera.ops.move.carry.verify.SidesBySide;
import dev.tessera.shardconfig.BucketTables;
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
    private final Carriage carriage;
    private final StopSignal stop;
    private final CarryProgress progress;
    private final Pace pace;
    private final StreamMemory memory;
    private final Carriage live;

    public SwitchedComparison(Carriage carriage, CarryOptions options, StopSignal stop, CarryProgress progress) {
        this.carriage = carriage;
        this.stop = stop;
        this.progress = progress;
        pace = new Pace(options, stop);
        memory = options.memory();
        live = new Carriage(
                carriage.moveId(),
                carriage.bucket(),
                carriage.tables(),
                carriage.target(),
                BucketTables.LIVE_SCHEMA,
                carriage.target(),
                BucketTables.LIVE_SCHEMA,
                Set.of(carriage.targetSchema()),
                carriage.leaseEpoch());
    }

    /**
     * @param targetGtidSetAtSwitch what the target had executed before its tables were live
     * @param serverId that no other replica or reader of the target has
     * @throws MismatchException naming rows that differ though nobody has written them since
     */
    public void run(String frozenSchema, String targetGtidSetAtSwitch, long serverId) {
        ExecutorService executor =
                Executors.newSingleThreadExecutor(work -> new Thread(work, "tessera-verify-" + carriage.moveId()));
        try (DataSession source = DataSession.open(carriage.source());
                DataSession target = DataSession.open(carriage.target())) {
            Map<String, TableShape> shapes = new ShapeReader(target, BucketTables.LIVE_SCHEMA).read(carriage.tables());
            Side frozen = new Side(source, frozenSchema);
            SidesBySide sides = new SidesBySide(frozen, new Side(target, BucketTables.LIVE_SCHEMA), executor);
            Set<ChangedRows.Row> suspects = suspects(shapes, frozen, sides);
            GtidSet from = GtidSet.parse(targetGtidSetAtSwitch);
            // A commit is seen by readers a moment before its GTID is in the set: it is in the second.
            for (int look = 0; look < 2 && !suspects.isEmpty(); look++) {
                GtidSet until = GtidSet.parse(target.text("select @@global.gtid_executed"));
                new ChangesSince(live, shapes, memory, stop)
                        .read(from, until, serverId, change -> acquit(suspects, change));
                from = until;
            }
            Verification.require(carriage, suspects);
        } finally {
            executor.shutdown();
        }
    }

    private Set<ChangedRows.Row> suspects(Map<String, TableShape> shapes, Side frozen, SidesBySide sides) {
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
