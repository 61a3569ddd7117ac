package dev.tessera.ops.move.carry.copy;

import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryFailedException;
import dev.tessera.ops.move.carry.CarryOptions;
import dev.tessera.ops.move.carry.CarryProgress;
import dev.tessera.ops.move.carry.CarryStoppedException;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.Lease;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Copies ranges one after the other over one session each way, reading the next batch while the last is written. One thread's. */
final class RangeCopier {
    private final CarryOptions options;
    private final StopSignal stop;
    private final CarryProgress progress;
    private final BatchReader reader;
    private final DataSession target;
    private final Lease lease;
    private final RangeLedger ledger;
    private final ExecutorService readAhead;

    RangeCopier(
            Carriage carriage,
            CarryOptions options,
            StopSignal stop,
            CarryProgress progress,
            DataSession source,
            DataSession target,
            ExecutorService readAhead) {
        this.options = options;
        this.stop = stop;
        this.progress = progress;
        this.target = target;
        this.readAhead = readAhead;
        reader = new BatchReader(carriage, source, options);
        lease = new Lease(carriage);
        ledger = new RangeLedger(carriage);
    }

    void copy(KeyRange range) {
        RowBatch batch = reader.next(range);
        while (true) {
            KeyRange covered = batch.covered();
            if (covered.finished()) {
                write(batch);
                return;
            }
            Future<RowBatch> next = readAhead.submit(() -> reader.next(covered));
            try {
                write(batch);
            } finally {
                // Its session is closed by whoever opened it: never under its hands.
                awaitQuietly(next);
            }
            batch = result(next);
        }
    }

    private void write(RowBatch batch) {
        stop.check();
        awaitThrottle(batch.bytes());
        lease.commit(target, () -> {
            batch.statements().forEach(target::update);
            ledger.record(target, batch.covered());
        });
        progress.copied(batch.rows(), batch.bytes());
    }

    private void awaitThrottle(long bytes) {
        try {
            options.throttle().await("copy", bytes, stop);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CarryStoppedException();
        }
    }

    private static void awaitQuietly(Future<RowBatch> next) {
        try {
            next.get();
        } catch (ExecutionException e) {
            // Comes again from result(), unless the write failed first.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RowBatch result(Future<RowBatch> next) {
        try {
            return next.get();
        } catch (ExecutionException e) {
            OutOfMemory.endIf(e);
            throw e.getCause() instanceof CarryFailedException failed
                    ? failed
                    : new CarryFailedException("reading rows failed: " + Redaction.message(e), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CarryStoppedException();
        }
    }
}
