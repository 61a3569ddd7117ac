package dev.tessera.ops.move.phases;

import dev.tessera.migrations.ServerUnreachableException;
import dev.tessera.migrations.StatementFailedException;
import dev.tessera.ops.move.carry.LeaseLostException;
import dev.tessera.ops.move.journal.Wish;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks what an operator wants and writes down how far the move is, every now and then, on a thread of its own. */
final class Steering implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final MoveSession session;
    private final long moveId;
    private final ScheduledExecutorService thread;

    Steering(MoveSession session) {
        this.session = session;
        this.moveId = session.lease().moveId();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread steering = new Thread(task, "steering of move " + moveId);
            steering.setDaemon(true);
            return steering;
        });
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            MoveProgress progress = session.progress();
            session.cluster().journal().progress(session.lease(), progress.json(), progress.waitsFor());
            if (session.cluster().journal().get(moveId).wish() != Wish.RUN) {
                session.stop();
            }
        } catch (LeaseLostException e) {
            session.stop();
        } catch (ServerUnreachableException | StatementFailedException later) {
            // The directory is needed for changes, not for carrying rows.
        }
    }

    /** Writes the last state down. */
    @Override
    public void close() {
        look();
        thread.shutdownNow();
    }
}
