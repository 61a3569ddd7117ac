package dev.tessera.bench.transfer;

import dev.tessera.ops.move.transfer.BucketCopy;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.shardconfig.BucketId;

/** The copy of a move, or of several. */
final class TesseraCopy implements CopyWay {
    @Override
    public void copy(TransferWork work) throws InterruptedException {
        SideBySideMoves.run(work, bucket -> new BucketCopy(
                        work.transferSpec(bucket),
                        TransferOptions.defaults(),
                        StopSignal.never(),
                        TransferProgress.none())
                .run());
    }

    @Override
    public String schemaOn(TransferWork work, BucketId bucket) {
        return work.incoming(bucket);
    }

    @Override
    public String toString() {
        return "Tessera";
    }
}
