package dev.tessera.ops.move.transfer.apply;

import dev.tessera.ops.move.transfer.binlog.Arrival;
import dev.tessera.ops.move.transfer.binlog.EventQueue;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.binlog.RowChange;
import dev.tessera.ops.move.transfer.binlog.SourceTransaction;
import dev.tessera.ops.move.transfer.binlog.TransactionAssembler;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.TargetLease;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes what the stream brings and puts it on the target: many transactions at once when there are many, and a large one in parts within one
 * transaction of the target. {@link #run} has a thread of its own, which owns everything here.
 */
public final class Applier implements Runnable {
    private static final Duration IDLE = Duration.ofMillis(100);
    private static final long QUIET_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long BATCH_BYTES = 4 << 20;
    private static final long WORTH_A_LOCK = 64 << 10;

    private final TransferOptions options;
    private final StopSignal stop;
    private final EventQueue queue;
    private final StreamMemory.MemoryShare memory;
    private final TransactionAssembler assembler;
    private final AppliedPosition position;
    private final ChangedRows changedRows;
    private final ApplyListener listener;
    private final DataSession target;
    private final TargetLease lease;
    private final PositionTable table;
    private final ImageWriter writer;
    private final GtidSet seen;
    private final OpenTransaction parts;
    private ChangeBatch batch = new ChangeBatch();
    private long heldByBatch;
    private long heldByOpen;
    private long written;
    private long decoded;
    private long seenMicros;
    private long positionCommittedAt = System.nanoTime();

    public Applier(
            TransferSpec transferSpec,
            TransferOptions options,
            StopSignal stop,
            DataSession target,
            EventQueue queue,
            StreamMemory.MemoryShare memory,
            TransactionAssembler assembler,
            AppliedPosition position,
            ChangedRows changedRows,
            ApplyListener listener) {
        this.options = options;
        this.stop = stop;
        this.target = target;
        this.queue = queue;
        this.memory = memory;
        this.assembler = assembler;
        this.position = position;
        this.changedRows = changedRows;
        this.listener = listener;
        lease = new TargetLease(transferSpec);
        table = new PositionTable(transferSpec);
        writer = new ImageWriter(transferSpec, target);
        parts = new OpenTransaction(target, lease);
        seen = position.committed().copy();
    }

    @Override
    public void run() {
        try {
            while (true) {
                stop.check();
                Deque<Arrival> arrivals = queue.take(IDLE);
                while (!arrivals.isEmpty()) {
                    accept(arrivals.removeFirst());
                }
                settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            position.fail(e);
        } catch (Throwable thrown) {
            OutOfMemory.endIf(thrown);
            position.fail(thrown);
        } finally {
            rollbackQuietly();
        }
    }

    private void accept(Arrival arrival) throws InterruptedException {
        if (arrival instanceof Arrival.OfEvent event) {
            heldByOpen += event.held();
            SourceTransaction transaction = assembler.accept(event);
            if (transaction != null) {
                add(transaction);
            } else if (assembler.openChanges() >= options.applyRows() || assembler.openBytes() >= BATCH_BYTES) {
                writePart();
            } else if (heldByOpen >= WORTH_A_LOCK) {
                giveBackUnneeded();
            }
        } else if (arrival instanceof Arrival.Broken broken) {
            forgetOpen();
            broken.resumeFrom().complete(seen.copy());
        }
    }

    private void add(SourceTransaction transaction) throws InterruptedException {
        if (parts.isOpen()) {
            batch.addPart(transaction.changes());
        } else if (!transaction.changes().isEmpty()) {
            batch.add(transaction);
        }
        decoded += transaction.changes().size();
        heldByBatch += heldByOpen;
        heldByOpen = 0;
        seen.add(transaction.server(), transaction.number());
        seenMicros = transaction.committedMicros();
        if (parts.isOpen()
                || batch.keys() >= options.applyRows()
                || batch.transactions() >= options.applyTransactions()
                || batch.bytes() >= BATCH_BYTES) {
            commit();
        } else if (batch.isEmpty()) {
            giveBack();
        }
    }

    /** All that had come is here: its rows go out, and a position of other buckets' transactions when it is worth a commit. */
    private void settle() throws InterruptedException {
        giveBackUnneeded();
        if (assembler.openChanges() > 0 && memory.isWanted()) {
            writePart();
        }
        if (parts.isOpen()) {
            return;
        }
        boolean quiet = System.nanoTime() - positionCommittedAt > QUIET_NANOS
                && !position.committed().contains(seen);
        if (!batch.isEmpty() || quiet || position.isAwaited(seen)) {
            commit();
        } else if (!position.covers(seen)) {
            position.reached(seen.copy(), false, seenMicros);
        }
    }

    /** Of a transaction that isn't whole yet. Transactions before it are committed first: they are whole, whatever becomes of this one. */
    private void writePart() throws InterruptedException {
        if (!batch.isEmpty()) {
            commit();
        }
        List<RowChange> part = assembler.takeOpen();
        batch.addPart(part);
        decoded += part.size();
        options.throttle().await("catch-up", batch.bytes(), stop);
        changedRows.record(batch, parts.isOpen());
        position.inParts(assembler.describeOpen());
        parts.write(batch, writer);
        batch = new ChangeBatch();
        heldByBatch += heldByOpen;
        heldByOpen = 0;
        giveBack();
    }

    private void commit() throws InterruptedException {
        options.throttle().await("catch-up", batch.bytes(), stop);
        ChangeBatch full = batch;
        GtidSet reached = seen.copy();
        changedRows.record(full, parts.isOpen());
        long transactions = Math.max(full.transactions(), parts.isOpen() ? 1 : 0);
        parts.write(full, writer);
        long changes = parts.changes();
        table.write(target, reached, changes);
        written += changes;
        requireAccounted();
        parts.commit();
        position.inParts(Optional.empty());
        batch = new ChangeBatch();
        giveBack();
        positionCommittedAt = System.nanoTime();
        position.reached(reached, true, seenMicros);
        listener.applied(transactions, changes);
    }

    /** The stream broke: what was written of an open transaction comes again, and so does the rest of it. */
    private void forgetOpen() {
        decoded -= parts.changes();
        parts.rollback();
        position.inParts(Optional.empty());
        assembler.forgetOpen();
        memory.giveBack(heldByOpen);
        heldByOpen = 0;
    }

    /** Of events of an open transaction that brought no rows. */
    private void giveBackUnneeded() {
        if (assembler.openChanges() == 0) {
            memory.giveBack(heldByOpen);
            heldByOpen = 0;
        }
    }

    private void giveBack() {
        memory.giveBack(heldByBatch);
        heldByBatch = 0;
    }

    /** Who takes over shall not have to wait until the session is closed. */
    private void rollbackQuietly() {
        try {
            parts.rollback();
        } catch (TesseraException e) {
            // Its session is gone, and the transaction with it.
        }
    }

    /** Before the commit: whoever tried again would begin behind what is missing. */
    private void requireAccounted() {
        if (written != decoded) {
            throw new TransferFailedException(
                    "of " + decoded + " row changes in the binlog, " + written + " were written to the target");
        }
    }
}
