package dev.tessera.ops.move.carry;

import dev.tessera.ops.move.carry.copy.CopyPlan;
import dev.tessera.ops.move.carry.copy.CopyWorkers;
import dev.tessera.ops.move.carry.rows.DataSession;

/**
 * Copies the rows of a bucket's tables while they are used. No snapshot and no lock: each row is read at some moment after the move's
 * first GTID set was read, and the catch-up replays every change since then, in order. So nothing of the binlog may be applied before
 * the last range is copied.
 */
public final class BucketCopy {
    private final Carriage carriage;
    private final CarryOptions options;
    private final StopSignal stop;
    private final CarryProgress progress;

    public BucketCopy(Carriage carriage, CarryOptions options, StopSignal stop, CarryProgress progress) {
        this.carriage = carriage;
        this.options = options;
        this.stop = stop;
        this.progress = progress;
    }

    public Estimate estimate() {
        try (DataSession source = DataSession.open(carriage.source())) {
            return new CopyPlan(carriage).estimate(source, carriage.tables());
        }
    }

    /**
     * Copies what isn't copied yet and returns when the last range is there, with every index. After a failure, or a death, it goes on from the last
     * committed row of each range when it is run again.
     *
     * @throws CarryFailedException the first failure, with its reason
     * @throws dev.tessera.migrations.ServerUnreachableException when a server doesn't answer
     */
    public void run() {
        new CopyPlan(carriage)
                .run(new CopyWorkers(carriage, options, stop, progress), options.throttle(), stop, progress);
    }
}
