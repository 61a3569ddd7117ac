package dev.tessera.bench.carry;

import dev.tessera.ops.move.carry.CarryOptions;
import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.CatchUp;
import dev.tessera.ops.move.carry.StopSignal;
import java.time.Duration;

/** The catch-up of a move. */
final class TesseraCatchUp implements CatchUpWay {
    private static final Duration RETRY_BUDGET = Duration.ofMinutes(10);
    private static final long SERVER_ID = 4_100_000;

    private final Work work;
    private final Kept kept;
    private final Backlog backlog;

    TesseraCatchUp(Work work, Kept kept, Backlog backlog) {
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
                work.carriage(work.firstBucket()),
                backlog.before(),
                SERVER_ID,
                CarryOptions.defaults(),
                StopSignal.never(),
                CarryProgress.none())) {
            if (!catchUp.awaitApplied(backlog.after(), RETRY_BUDGET)) {
                throw new IllegalStateException("not caught up within " + RETRY_BUDGET);
            }
        }
    }

    @Override
    public String table() {
        return work.incoming(work.firstBucket()) + "." + Comments.table(work.firstBucket());
    }

    @Override
    public String toString() {
        return "Tessera";
    }
}
