package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.copy.CopyPlan;
import dev.tessera.ops.move.transfer.copy.CopyWorkers;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TableEstimate;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;

/**
 * Copies the rows of a bucket's tables while they are used. No snapshot and no lock: each row is read at some moment after the move's
 * first GTID set was read, and the catch-up replays every change since then, in order. So nothing of the binlog may be applied before
 * the last range is copied.
 */
public final class BucketCopy {
    private final TransferSpec transferSpec;
    private final TransferOptions options;
    private final StopSignal stop;
    private final TransferProgress progress;

    public BucketCopy(TransferSpec transferSpec, TransferOptions options, StopSignal stop, TransferProgress progress) {
        this.transferSpec = transferSpec;
        this.options = options;
        this.stop = stop;
        this.progress = progress;
    }

    public TableEstimate estimate() {
        try (DataSession source = DataSession.open(transferSpec.source())) {
            return new CopyPlan(transferSpec).estimate(source, transferSpec.sourceTables());
        }
    }

    /**
     * Copies what isn't copied yet and returns when the last range is there, with every index. After a failure, or a death, it goes on from the last
     * committed row of each range when it is run again.
     *
     * @throws TransferFailedException the first failure, with its reason
     * @throws dev.tessera.migrations.sql.ServerUnreachableException when a server doesn't answer
     */
    public void run() {
        new CopyPlan(transferSpec)
                .run(new CopyWorkers(transferSpec, options, stop, progress), options.throttle(), stop, progress);
    }
}
