package dev.tessera.ops.move.carry.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.CarryFailedException;
import dev.tessera.shardconfig.TesseraException;
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
    private static final int MOST_DRIVEN_OUT = 100;

    private final Carriage carriage;
    private final long serverId;
    private final EventQueue queue;
    private final Consumer<Throwable> failed;
    private final SourceHistory history;
    private GtidSet from;
    private int drivenOut;
    private volatile boolean closed;
    private volatile @Nullable BinaryLogClient client;

    /**
     * @param serverId that no other reader of this source has
     * @param failed told of what can't be put right by opening the stream again
     */
    public BinlogReader(Carriage carriage, GtidSet from, long serverId, EventQueue queue, Consumer<Throwable> failed) {
        this.carriage = carriage;
        this.from = from;
        this.serverId = serverId;
        this.queue = queue;
        this.failed = failed;
        history = new SourceHistory(carriage.source());
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
            failed.accept(thrown);
        }
    }

    private void readOnce() throws InterruptedException, ExecutionException {
        @Nullable IOException broken = null;
        try {
            history.requireContains(from);
            broken = stream();
        } catch (CarryFailedException e) {
            throw e;
        } catch (TesseraException e) {
            // The source doesn't answer: asked again below.
        }
        if (closed) {
            return;
        }
        if (broken instanceof ServerException refused && refused.getErrorCode() == GAP) {
            history.requireContains(from);
            drivenOut++;
            if (!isDrivenOut(refused) || drivenOut > MOST_DRIVEN_OUT) {
                throw new CarryFailedException(
                        carriage.source() + " ended the binlog stream: " + refused.getMessage(), refused);
            }
        }
        CompletableFuture<GtidSet> resumeFrom = new CompletableFuture<>();
        queue.put(new Arrival.Broken(resumeFrom));
        Thread.sleep(RETRY_MILLIS);
        if (!closed) {
            GtidSet received = resumeFrom.get();
            drivenOut = received.toString().equals(from.toString()) ? drivenOut : 0;
            from = received;
        }
    }

    /**
     * By a reader with the same id: one of its own that was held up on the way, or that of a mover which has lost its lease and will soon notice. A
     * replica that somebody has given this id comes back for ever.
     */
    private static boolean isDrivenOut(ServerException refused) {
        return String.valueOf(refused.getMessage()).contains("same server_uuid/server_id");
    }

    /** Returns when the stream has ended, with the reason if there is one. */
    private @Nullable IOException stream() {
        StreamListener listener = new StreamListener(carriage, queue, failed);
        BinaryLogClient opened = StreamClient.of(carriage.source(), from, serverId, listener);
        client = opened;
        try {
            if (!closed) {
                opened.connect();
            }
            return listener.broken();
        } catch (IOException e) {
            return e;
        }
    }

    /** Asks it to end. It may be about to connect: ask again until its thread is gone. */
    @Override
    public void close() {
        closed = true;
        queue.close();
        BinaryLogClient opened = client;
        if (opened != null) {
            try {
                opened.disconnect();
            } catch (IOException e) {
                throw new CarryFailedException("closing the binlog stream failed: " + e.getMessage(), e);
            }
        }
    }
}
