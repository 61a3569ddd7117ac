package dev.tessera.bench.transfer;

import dev.tessera.ops.move.transfer.CatchUp;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import java.time.Duration;

/** The catch-up of a move. */
final class TesseraCatchUp implements CatchUpWay {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final long SERVER_ID = 4_100_000;

    private final TransferWork work;
    private final Kept kept;
    private final Backlog backlog;

    TesseraCatchUp(TransferWork work, Kept kept, Backlog backlog) {
        this.work = work;
        this.kept = kept;
        this.backlog = backlog;
    }

    @Override
    public void prepare() {
        kept.restoreWithProgress(work.incoming(work.firstBucket()));
    }

    @Override
    public void catchUp() {
        try (CatchUp catchUp = CatchUp.start(
                work.transferSpec(work.firstBucket()),
                backlog.before(),
                SERVER_ID,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none())) {
            if (!catchUp.awaitApplied(backlog.after(), TIMEOUT)) {
                throw new IllegalStateException("not caught up within " + TIMEOUT);
            }
        }
    }

    @Override
    public String table() {
        return work.incoming(work.firstBucket()) + "." + GeneratedComments.table(work.firstBucket());
    }

    @Override
    public String toString() {
        return "Tessera";
    }
}
