package dev.tessera.ops.move.phases;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.throttle.LoadMonitor;
import dev.tessera.ops.move.transfer.CatchUp;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks what an operator wants, limits included, and reports how far the move is, twice a second, on a thread of its own. */
final class OperatorPoller implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(500);

    private final MoveSession session;
    private final long moveId;
    private final LoadMonitor loadMonitor;
    private final Consumer<MoveProgress> report;
    private final CatchUpStallDetector outrun;
    private final ScheduledExecutorService thread;

    /** Of a mover, which writes all numbers down. */
    OperatorPoller(MoveSession session, LoadMonitor loadMonitor) {
        this(session, loadMonitor, progress -> session.cluster()
                .journal()
                .recordProgress(session.lease(), progress.json(), progress.waitReason()));
    }

    OperatorPoller(MoveSession session, LoadMonitor loadMonitor, Consumer<MoveProgress> report) {
        this.session = session;
        this.moveId = session.lease().moveId();
        this.loadMonitor = loadMonitor;
        this.report = report;
        this.outrun = new CatchUpStallDetector(moveId, session.options().smallLag());
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread operatorPoller = new Thread(task, "steering of move " + moveId);
            operatorPoller.setDaemon(true);
            return operatorPoller;
        });
        Future<?> unused =
                thread.scheduleWithFixedDelay(this::poll, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void poll() {
        try {
            MoveProgress progress = session.progress();
            describe(progress);
            report.accept(progress);
            Move move = session.cluster().journal().get(moveId);
            if (move.desiredState() != DesiredState.RUN) {
                session.heldLease().stop();
            }
            loadMonitor.limits(move.throttle());
        } catch (LeaseLostException e) {
            session.heldLease().stop();
        } catch (ServerUnreachableException | StatementFailedException later) {
            // The directory is needed for changes, not for the transfer of rows.
        }
    }

    private void describe(MoveProgress progress) {
        progress.recordThrottle(
                session.throttle().waitsFor(), session.throttle().waited(), loadMonitor.readings());
        Optional<CatchUp> catchUp = session.streams().openCatchUp();
        catchUp.map(CatchUp::lag).ifPresent(progress::recordLag);
        progress.recordCatchUp(catchUp.flatMap(this::waitsFor));
    }

    /** One large transaction is committed at once: until then it looks as if nothing were gained. */
    private Optional<String> waitsFor(CatchUp catchUp) {
        return catchUp.largeTransaction()
                .map(transaction -> "the catch-up, which writes one large " + transaction)
                .or(() -> outrun.observe(System.nanoTime(), catchUp.lag(), catchUp.backlog()));
    }

    /** Reports the last state. */
    @Override
    public void close() {
        poll();
        thread.shutdownNow();
    }
}
