package dev.tessera.bench.transfer;

import dev.tessera.ops.move.transfer.CatchUp;
import dev.tessera.ops.move.transfer.Verification;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.shardconfig.BucketId;

/** The comparison that a move makes of its copy, with the catch-up running as it does then. Fails when rows differ. */
final class ComparisonRun {
    private static final long FIRST_SERVER_ID = 4_000_000;

    private ComparisonRun() {}

    static void run(TransferWork work, String startGtidSet) throws InterruptedException {
        SideBySideMoves.run(work, bucket -> ofBucket(work, bucket, startGtidSet));
    }

    private static void ofBucket(TransferWork work, BucketId bucket, String startGtidSet) {
        TransferOptions options = TransferOptions.defaults();
        try (CatchUp catchUp = CatchUp.start(
                        work.transferSpec(bucket),
                        startGtidSet,
                        FIRST_SERVER_ID + bucket.firstSlot(),
                        options,
                        StopSignal.never(),
                        TransferProgress.none());
                Verification verification = new Verification(
                        work.transferSpec(bucket), catchUp, options, StopSignal.never(), TransferProgress.none())) {
            verification.run();
        }
    }
}
