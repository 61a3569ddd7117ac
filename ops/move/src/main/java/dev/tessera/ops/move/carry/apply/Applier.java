package dev.tessera.ops.move.carry.apply;

import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryFailedException;
import dev.tessera.ops.move.carry.CarryOptions;
import dev.tessera.ops.move.carry.StopSignal;
import dev.tessera.ops.move.carry.binlog.Arrival;
import dev.tessera.ops.move.carry.binlog.EventQueue;
import dev.tessera.ops.move.carry.binlog.GtidSet;
import dev.tessera.ops.move.carry.binlog.SourceTransaction;
import dev.tessera.ops.move.carry.binlog.TransactionAssembler;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.Lease;
import java.time.Duration;

/**
 * Takes what the stream brings and puts it on the target, many transactions at once when there are many. {@link #run} has a thread of its
 * own, which owns everything here.
 */
public final class Applier implements Runnable {
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long BATCH_BYTES = 4 << 20;

    private final CarryOptions options;
    private final StopSignal stop;
    private final EventQueue queue;
    private final TransactionAssembler assembler;
    private final AppliedPosition position;
    private final ChangedRows changedRows;
    private final ApplyListener listener;
    private final DataSession target;
    private final Lease lease;
    private final PositionTable table;
    private final ImageWriter writer;
    private final GtidSet seen;
    private ChangeBatch batch = new ChangeBatch();
    private long written;
    private long decoded;
    private long seenMicros;
    private long positionCommittedAt = System.nanoTime();

    public Applier(
            Carriage carriage,
            CarryOptions options,
            StopSignal stop,
            DataSession target,
            EventQueue queue,
            TransactionAssembler assembler,
            AppliedPosition position,
            ChangedRows changedRows,
            ApplyListener listener) {
        this.options = options;
        this.stop = stop;
        this.target = target;
        this.queue = queue;
        this.assembler = assembler;
        this.position = position;
        this.changedRows = changedRows;
        this.listener = listener;
        lease = new Lease(carriage);
        table = new PositionTable(carriage);
        writer = new ImageWriter(carriage, target);
        seen = position.committed().copy();
    }

    @Override
    public void run() {
        try {
            while (true) {
                stop.check();
                for (Arrival arrival : queue.take(IDLE)) {
                    accept(arrival);
                }
                settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            position.fail(e);
        } catch (Throwable thrown) {
            position.fail(thrown);
        }
    }

    private void accept(Arrival arrival) throws InterruptedException {
        if (arrival instanceof Arrival.OfEvent event) {
            SourceTransaction transaction = assembler.accept(event);
            if (transaction != null) {
                add(transaction);
            }
        } else if (arrival instanceof Arrival.Broken broken) {
            assembler.forgetOpen();
            broken.resumeFrom().complete(seen.copy());
        }
    }

    private void add(SourceTransaction transaction) throws InterruptedException {
        if (!transaction.changes().isEmpty()) {
            batch.add(transaction);
            decoded += transaction.changes().size();
        }
        seen.add(transaction.server(), transaction.number());
        seenMicros = transaction.committedMicros();
        if (batch.keys() >= options.applyRows()
                || batch.transactions() >= options.applyTransactions()
                || batch.bytes() >= BATCH_BYTES) {
            commit();
        }
    }

    /** All that had come is here: its rows go out, and a position of other buckets' transactions when it is worth a commit. */
    private void settle() throws InterruptedException {
        boolean quiet = System.nanoTime() - positionCommittedAt > QUIET_NANOS
                && !position.committed().contains(seen);
        if (!batch.isEmpty() || quiet || position.isAwaited(seen)) {
            commit();
        } else if (!position.covers(seen)) {
            position.reached(seen.copy(), false, seenMicros);
        }
    }

    private void commit() throws InterruptedException {
        options.throttle().await("catch-up", batch.bytes(), stop);
        ChangeBatch full = batch;
        GtidSet reached = seen.copy();
        changedRows.record(full);
        lease.commit(target, () -> {
            full.forEachTable(writer::write);
            table.write(target, reached, full.changes());
        });
        written += full.changes();
        requireAccounted();
        batch = new ChangeBatch();
        positionCommittedAt = System.nanoTime();
        position.reached(reached, true, seenMicros);
        listener.applied(full.transactions(), full.changes());
    }

    private void requireAccounted() {
        if (written != decoded) {
            throw new CarryFailedException(
                    "of " + decoded + " row changes in the binlog, " + written + " were written to the target");
        }
    }
}
