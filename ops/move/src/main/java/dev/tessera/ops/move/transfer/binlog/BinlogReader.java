package dev.tessera.ops.move.transfer.binlog;

import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.ServerMessages;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a binlog stream of the source open, and opens it again after what was received whole. Only queues: everything else is done by
 * who takes from the queue. {@link #run} has a thread of its own; {@link #close} may come from any other.
 */
public final class BinlogReader implements Runnable, AutoCloseable {
    private static final int GAP = 1236;
    private static final long RETRY_MILLIS = 200;

    /** In a row, without a transaction in between. */
    private static final int MOST_REFUSALS = 100;

    private final TransferSpec transferSpec;
    private final long serverId;
    private final EventQueue queue;
    private final StreamMemory.MemoryShare memory;
    private final Consumer<Throwable> failed;
    private final SourceHistory history;
    private GtidSet from;
    private int refusals;
    private volatile boolean closed;
    private volatile @Nullable DumpConnection connection;

    /**
     * @param serverId that no other reader of this source has
     * @param memory from which the events that are queued take their bytes; whoever takes them from the queue gives them back
     * @param failed told of what can't be put right by opening the stream again
     */
    public BinlogReader(
            TransferSpec transferSpec,
            GtidSet from,
            long serverId,
            EventQueue queue,
            StreamMemory.MemoryShare memory,
            Consumer<Throwable> failed) {
        this.transferSpec = transferSpec;
        this.from = from;
        this.serverId = serverId;
        this.queue = queue;
        this.memory = memory;
        this.failed = failed;
        history = new SourceHistory(transferSpec.source());
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                readOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable thrown) {
            OutOfMemory.endIf(thrown);
            failed.accept(thrown);
        }
    }

    private void readOnce() throws InterruptedException, ExecutionException {
        @Nullable IOException broken = null;
        try {
            history.requireContains(from);
            broken = stream();
        } catch (TransferFailedException e) {
            throw e;
        } catch (TesseraException e) {
            // The source doesn't answer: asked again below.
        }
        if (closed) {
            return;
        }
        if (broken != null && isRefusal(broken)) {
            history.requireContains(from);
            refusals++;
            if (refusals > MOST_REFUSALS) {
                throw new TransferFailedException(
                        transferSpec.source() + " ends the binlog stream again and again: " + words(broken), broken);
            }
        }
        CompletableFuture<GtidSet> resumeFrom = new CompletableFuture<>();
        queue.put(new Arrival.Broken(resumeFrom));
        Thread.sleep(RETRY_MILLIS);
        if (!closed) {
            GtidSet received = resumeFrom.get();
            refusals = received.toString().equals(from.toString()) ? refusals : 0;
            from = received;
        }
    }

    /**
     * The server says itself why it sends no more. Most of that passes: another reader with the same id (one of this mover's that was held up on
     * the way, or of one that has lost its lease and will soon notice), a setting that was changed, a disk that was full. A replica that
     * somebody has given this id comes back for ever; so does a damaged binlog.
     */
    private static boolean isRefusal(IOException broken) {
        return broken instanceof WrongChecksumException
                || (broken instanceof ServerException refused && refused.getErrorCode() == GAP);
    }

    private static String words(IOException broken) {
        return broken instanceof ServerException refused
                ? ServerMessages.of(refused.getErrorCode(), refused.getSqlState(), refused.getMessage())
                : Redaction.message(broken);
    }

    /** Returns when the stream has ended, with the reason if there is one. */
    private @Nullable IOException stream() throws InterruptedException {
        try (DumpConnection opened = DumpConnection.open(transferSpec.source())) {
            connection = opened;
            if (!closed) {
                EventReader events = new EventReader(opened.dump(from, serverId), transferSpec, memory, queue::wake);
                while (!closed) {
                    queue.put(new Arrival.OfEvent(events.next()));
                }
            }
            return null;
        } catch (IOException e) {
            return e;
        } finally {
            connection = null;
        }
    }

    /** Asks it to end. It may be about to connect: ask again until its thread is gone. */
    @Override
    public void close() {
        closed = true;
        queue.close();
        DumpConnection opened = connection;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException e) {
                throw new TransferFailedException("closing the binlog stream failed: " + Redaction.message(e), e);
            }
        }
    }
}
