package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.TargetLease;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Copies ranges one after the other over one session each way, reading the next batch while the last is written. Not thread-safe. */
final class RangeCopier {
    private final TransferOptions options;
    private final StopSignal stop;
    private final TransferProgress progress;
    private final BatchReader reader;
    private final DataSession target;
    private final TargetLease lease;
    private final RangeLedger ledger;
    private final ExecutorService readAhead;

    RangeCopier(
            TransferSpec transferSpec,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress,
            DataSession source,
            DataSession target,
            ExecutorService readAhead) {
        this.options = options;
        this.stop = stop;
        this.progress = progress;
        this.target = target;
        this.readAhead = readAhead;
        reader = new BatchReader(transferSpec, source, options);
        lease = new TargetLease(transferSpec);
        ledger = new RangeLedger(transferSpec);
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
            throw new TransferStoppedException();
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
            throw e.getCause() instanceof TransferFailedException failed
                    ? failed
                    : new TransferFailedException("reading rows failed: " + Redaction.message(e), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        }
    }
}
