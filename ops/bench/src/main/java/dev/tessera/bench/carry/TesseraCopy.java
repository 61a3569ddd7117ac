package dev.tessera.bench.carry;

import dev.tessera.ops.move.carry.BucketCopy;
import dev.tessera.ops.move.carry.CarryOptions;
import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.StopSignal;

/** The copy of a move, or of several. */
final class TesseraCopy implements CopyWay {
    @Override
    public void copy(Work work) throws InterruptedException {
        SideBySideMoves.run(work, bucket -> new BucketCopy(
                        work.carriage(bucket), CarryOptions.defaults(), StopSignal.never(), CarryProgress.none())
                .run());
    }

    @Override
    public String schemaOn(Work work, int bucket) {
        return work.incoming(bucket);
    }

    @Override
    public String toString() {
        return "Tessera";
    }
}
