package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Shapes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TargetLease;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TableEstimate;
import dev.tessera.ops.move.transfer.spec.Throttle;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which ranges are still to be copied; planned once, then read from the target. */
public final class CopyPlan {
    private final TransferSpec transferSpec;
    private final RangeLedger ledger;
    private final LateIndexes indexes;

    public CopyPlan(TransferSpec transferSpec) {
        this.transferSpec = transferSpec;
        ledger = new RangeLedger(transferSpec);
        indexes = new LateIndexes(transferSpec);
    }

    public void run(CopyWorkers workers, Throttle throttle, StopSignal stop, TransferProgress progress) {
        workers.run(unfinished());
        indexes.make(throttle, stop, progress);
    }

    /** By the source's catalog, or of one table when it is named. */
    public TableEstimate estimate(DataSession source, Iterable<String> tables) {
        return source.one(
                "select coalesce(sum(table_rows), 0), coalesce(sum(data_length + index_length), 0)"
                        + " from information_schema.tables where table_schema = '" + transferSpec.sourceSchema()
                        + "' and table_name in ('" + String.join("', '", tables) + "')",
                row -> new TableEstimate(row.number(0), row.number(1)));
    }

    private List<KeyRange> unfinished() {
        try (DataSession source = DataSession.open(transferSpec.source());
                DataSession target = DataSession.open(transferSpec.target())) {
            Map<String, TableShape> shapes = Shapes.onTarget(transferSpec, target);
            Shapes.requireAlike(shapes, transferSpec, source);
            ledger.create(target);
            indexes.create(target);
            List<KeyRange> unfinished = new ArrayList<>();
            for (TableShape shape : shapes.values()) {
                for (String table : transferSpec.sourceTables(shape.table())) {
                    ranges(source, target, shape, table).stream()
                            .filter(range -> !range.finished())
                            .forEach(unfinished::add);
                }
            }
            return unfinished;
        }
    }

    private List<KeyRange> ranges(DataSession source, DataSession target, TableShape shape, String table) {
        List<KeyRange> known = ledger.ranges(target, shape, table);
        if (!known.isEmpty()) {
            return known;
        }
        long rows = estimate(source, List.of(table)).rows();
        if (rows >= LateIndexes.LARGE_TABLE_ROWS) {
            transferSpec.targetTables(shape.table()).forEach(into -> indexes.leaveOut(target, into));
        }
        List<KeyRange> planned = new RangeSplitter(source, transferSpec.sourceSchema()).split(shape, table, rows);
        new TargetLease(transferSpec).commit(target, () -> ledger.plan(target, planned));
        return planned;
    }
}
