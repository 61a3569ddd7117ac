package dev.tessera.ops.move.transfer.verify;

import dev.tessera.ops.move.transfer.binlog.Arrival;
import dev.tessera.ops.move.transfer.binlog.BinlogReader;
import dev.tessera.ops.move.transfer.binlog.EventQueue;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.binlog.RowChange;
import dev.tessera.ops.move.transfer.binlog.SourceTransaction;
import dev.tessera.ops.move.transfer.binlog.TransactionAssembler;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a server's binlog from one GTID set to another, for its changes of a bucket's tables. Has a thread of its own while it runs. */
public final class ChangesSince {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final TransferSpec transferSpec;
    private final TransactionAssembler assembler;
    private final StopSignal stop;
    private final StreamMemory memory;
    private final EventQueue queue = new EventQueue();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /**
     * @param transferSpec whose source is the server, and its source schema the tables'
     * @param memory for what is read
     */
    public ChangesSince(
            TransferSpec transferSpec, Map<String, TableShape> shapes, StreamMemory memory, StopSignal stop) {
        this.transferSpec = transferSpec;
        this.memory = memory;
        this.stop = stop;
        assembler = new TransactionAssembler(transferSpec, shapes, List::of);
    }

    /** Returns when all up to the set is read. */
    public void read(GtidSet from, GtidSet to, long serverId, Consumer<RowChange> changes) {
        StreamMemory.MemoryShare share = memory.open();
        BinlogReader reader = new BinlogReader(
                transferSpec, from.copy(), serverId, queue, share, thrown -> failure.compareAndSet(null, thrown));
        Thread thread = new Thread(reader, "tessera-binlog-since-" + transferSpec.moveId());
        thread.start();
        try {
            GtidSet seen = from.copy();
            while (!seen.contains(to)) {
                stop.check();
                throwIfFailed();
                take(seen, share, changes);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        } finally {
            end(reader, thread);
            share.close();
        }
    }

    /** Changes are needed only for a moment, so none waits for the end of its transaction: one that comes again does no harm. */
    private void take(GtidSet seen, StreamMemory.MemoryShare share, Consumer<RowChange> changes)
            throws InterruptedException {
        Deque<Arrival> arrivals = queue.take(LOOK);
        while (!arrivals.isEmpty()) {
            Arrival arrival = arrivals.removeFirst();
            if (arrival instanceof Arrival.Broken broken) {
                assembler.forgetOpen();
                broken.resumeFrom().complete(seen.copy());
            } else if (arrival instanceof Arrival.OfEvent event) {
                SourceTransaction transaction = assembler.accept(event);
                assembler.takeOpen().forEach(changes);
                share.giveBack(event.held());
                if (transaction != null) {
                    transaction.changes().forEach(changes);
                    seen.add(transaction.server(), transaction.number());
                }
            }
        }
    }

    private void throwIfFailed() {
        Throwable thrown = failure.get();
        if (thrown instanceof TesseraException known) {
            throw known;
        }
        if (thrown != null) {
            throw new TransferFailedException("reading the binlog failed: " + Redaction.message(thrown), thrown);
        }
    }

    private static void end(BinlogReader reader, Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            reader.close();
            thread.interrupt();
            try {
                thread.join(50);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
