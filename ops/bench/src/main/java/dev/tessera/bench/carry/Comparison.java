package dev.tessera.bench.carry;

import dev.tessera.ops.move.carry.CarryOptions;
import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.CatchUp;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.ops.move.carry.Verification;

/** The comparison that a move makes of its copy, with the catch-up running as it does then. Fails when rows differ. */
final class Comparison {
    private static final long FIRST_SERVER_ID = 4_000_000;

    private Comparison() {}

    static void run(Work work, String startGtidSet) throws InterruptedException {
        SideBySideMoves.run(work, bucket -> ofBucket(work, bucket, startGtidSet));
    }

    private static void ofBucket(Work work, int bucket, String startGtidSet) {
        CarryOptions options = CarryOptions.defaults();
        try (CatchUp catchUp = CatchUp.start(
                        work.carriage(bucket),
                        startGtidSet,
                        FIRST_SERVER_ID + bucket,
                        options,
                        StopSignal.never(),
                        CarryProgress.none());
                Verification verification = new Verification(
                        work.carriage(bucket), catchUp, options, StopSignal.never(), CarryProgress.none())) {
            verification.run();
        }
    }
}
