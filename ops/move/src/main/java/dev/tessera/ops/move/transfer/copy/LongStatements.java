package dev.tessera.ops.move.transfer.copy;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Workers;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.Throttle;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Statements on the target that may take hours, in a session of their own that waits as long; a stop ends them at once. None is begun while the throttle holds it. */
final class LongStatements {
    private static final long LOOK_MILLIS = 100;
    private static final Duration BETWEEN_TELLINGS = Duration.ofSeconds(2);

    private final TransferSpec transferSpec;
    private final Throttle throttle;
    private final StopSignal stop;
    private final TransferProgress progress;
    private volatile Optional<UnderWay> underWay = Optional.empty();

    private record UnderWay(String what, long since) {}

    LongStatements(TransferSpec transferSpec, Throttle throttle, StopSignal stop, TransferProgress progress) {
        this.transferSpec = transferSpec;
        this.throttle = throttle;
        this.stop = stop;
        this.progress = progress;
    }

    void run(List<LongStatement> statements) {
        CountDownLatch done = new CountDownLatch(1);
        try (DataSession target = DataSession.openForHours(transferSpec.target());
                Workers workers = new Workers("tessera-index-" + transferSpec.moveId())) {
            long connection = target.one("select connection_id()", row -> row.number(0));
            // As much memory as the sort of a table may take, in place of a megabyte.
            target.execute("set innodb_ddl_buffer_size = 67108864");
            workers.start(failed -> run(target, statements, done));
            workers.start(failed -> watch(target, connection, done));
            workers.await();
        } finally {
            progress.making(Optional.empty());
        }
    }

    private void run(DataSession target, List<LongStatement> statements, CountDownLatch done) {
        try {
            for (LongStatement statement : statements) {
                awaitThrottle();
                underWay = Optional.of(new UnderWay(statement.what(), System.nanoTime()));
                target.execute(statement.sql());
            }
        } finally {
            done.countDown();
        }
    }

    private void awaitThrottle() {
        if (underWay.isPresent()) {
            underWay = Optional.empty();
            progress.making(Optional.empty());
        }
        try {
            throttle.await("index", 0, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        }
        stop.check();
    }

    private void watch(DataSession target, long connection, CountDownLatch done) {
        try {
            long tellAt = System.nanoTime() + BETWEEN_TELLINGS.toNanos();
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                stop.check();
                if (System.nanoTime() - tellAt > 0) {
                    underWay.ifPresent(statement -> reportProgress(statement, connection));
                    tellAt = System.nanoTime() + BETWEEN_TELLINGS.toNanos();
                }
            }
        } catch (TransferStoppedException | InterruptedException e) {
            kill(connection);
            target.abort();
            throw new TransferStoppedException();
        }
    }

    private void reportProgress(UnderWay statement, long connection) {
        Duration soFar = Duration.ofNanos(System.nanoTime() - statement.since());
        progress.making(Optional.of(
                statement.what() + ", " + far(connection, soFar).orElseGet(() -> soFar.toSeconds() + " s so far")));
    }

    private Optional<String> far(long connection, Duration soFar) {
        try (DataSession beside = DataSession.openBriefly(transferSpec.target())) {
            return StatementProgress.read(beside, connection, soFar);
        } catch (ServerUnreachableException | TransferFailedException busyWithOtherThings) {
            return Optional.empty();
        }
    }

    /** It would go on after its session is gone. Where the server doesn't answer, nothing can be done. */
    private void kill(long connection) {
        try (DataSession other = DataSession.openBriefly(transferSpec.target())) {
            other.execute("kill " + connection);
        } catch (ServerUnreachableException | TransferFailedException ignored) {
            // It has ended by itself, or its server has.
        }
    }
}
