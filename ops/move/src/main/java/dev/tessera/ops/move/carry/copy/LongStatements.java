package dev.tessera.ops.move.carry.copy;

import dev.tessera.migrations.ServerUnreachableException;
import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryFailedException;
import dev.tessera.ops.move.carry.CarryStoppedException;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.Workers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Statements on the target that may take hours, in a session of their own that waits as long; a stop ends them at once. */
final class LongStatements {
    private static final long LOOK_MILLIS = 100;

    private final Carriage carriage;
    private final StopSignal stop;

    LongStatements(Carriage carriage, StopSignal stop) {
        this.carriage = carriage;
        this.stop = stop;
    }

    void run(List<String> statements) {
        CountDownLatch done = new CountDownLatch(1);
        try (DataSession target = DataSession.openForHours(carriage.target());
                Workers workers = new Workers("tessera-index-" + carriage.moveId())) {
            long connection = target.one("select connection_id()", row -> row.number(0));
            // As much memory as the sort of a table may take, in place of a megabyte.
            target.execute("set innodb_ddl_buffer_size = 67108864");
            workers.start(failed -> run(target, statements, done));
            workers.start(failed -> watch(target, connection, done));
            workers.await();
        }
    }

    private void run(DataSession target, List<String> statements, CountDownLatch done) {
        try {
            for (String sql : statements) {
                stop.check();
                target.execute(sql);
            }
        } finally {
            done.countDown();
        }
    }

    private void watch(DataSession target, long connection, CountDownLatch done) {
        try {
            while (!done.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                stop.check();
            }
        } catch (CarryStoppedException | InterruptedException e) {
            kill(connection);
            target.abort();
            throw new CarryStoppedException();
        }
    }

    /** It would go on after its session is gone. Where the server doesn't answer, nothing can be done. */
    private void kill(long connection) {
        try (DataSession other = DataSession.openBriefly(carriage.target())) {
            other.execute("kill " + connection);
        } catch (ServerUnreachableException | CarryFailedException ignored) {
            // It has ended by itself, or its server has.
        }
    }
}
