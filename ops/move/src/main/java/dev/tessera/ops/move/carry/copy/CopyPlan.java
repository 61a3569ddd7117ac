package dev.tessera.ops.move.carry.copy;

import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.Estimate;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.ops.move.carry.Throttle;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.Lease;
import dev.tessera.ops.move.carry.rows.Shapes;
import dev.tessera.ops.move.carry.rows.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which ranges are still to be copied; planned once, then read from the target. */
public final class CopyPlan {
    private final Carriage carriage;
    private final RangeLedger ledger;
    private final LateIndexes indexes;

    public CopyPlan(Carriage carriage) {
        this.carriage = carriage;
        ledger = new RangeLedger(carriage);
        indexes = new LateIndexes(carriage);
    }

    public void run(CopyWorkers workers, Throttle throttle, StopSignal stop, CarryProgress progress) {
        workers.run(unfinished());
        indexes.make(throttle, stop, progress);
    }

    /** By the source's catalog, or of one table when it is named. */
    public Estimate estimate(DataSession source, Iterable<String> tables) {
        return source.one(
                "select coalesce(sum(table_rows), 0), coalesce(sum(data_length + index_length), 0)"
                        + " from information_schema.tables where table_schema = '" + carriage.sourceSchema()
                        + "' and table_name in ('" + String.join("', '", tables) + "')",
                row -> new Estimate(row.number(0), row.number(1)));
    }

    private List<KeyRange> unfinished() {
        try (DataSession source = DataSession.open(carriage.source());
                DataSession target = DataSession.open(carriage.target())) {
            Map<String, TableShape> shapes = Shapes.onTarget(carriage, target);
            Shapes.requireAlike(shapes, carriage, source);
            ledger.create(target);
            indexes.create(target);
            List<KeyRange> unfinished = new ArrayList<>();
            for (TableShape shape : shapes.values()) {
                ranges(source, target, shape).stream()
                        .filter(range -> !range.finished())
                        .forEach(unfinished::add);
            }
            return unfinished;
        }
    }

    private List<KeyRange> ranges(DataSession source, DataSession target, TableShape shape) {
        List<KeyRange> known = ledger.ranges(target, shape);
        if (!known.isEmpty()) {
            return known;
        }
        long rows = estimate(source, List.of(shape.table())).rows();
        if (rows >= LateIndexes.LARGE_TABLE_ROWS) {
            indexes.leaveOut(target, shape);
        }
        List<KeyRange> planned = new RangeSplitter(source, carriage.sourceSchema()).split(shape, rows);
        new Lease(carriage).commit(target, () -> ledger.plan(target, planned));
        return planned;
    }
}
