package dev.tessera.ops.move.transfer;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.binlog.SourceHistory;
import dev.tessera.ops.move.transfer.spec.BinlogGapException;
import dev.tessera.ops.move.transfer.spec.SourceHistoryChangedException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks, while a copy is made, whether the source still has the binlogs that come after its beginning. Without them the copy is in vain, however
 * far it is: it ends then, and not hours later when they are asked for. On a thread of its own.
 */
public final class BinlogWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final SourceHistory history;
    private final GtidSet start;
    private final Consumer<Optional<Duration>> kept;
    private final ScheduledExecutorService thread;
    private volatile @Nullable TransferFailedException gone;

    private BinlogWatch(TransferSpec transferSpec, GtidSet start, Consumer<Optional<Duration>> kept) {
        this.history = new SourceHistory(transferSpec.source());
        this.start = start;
        this.kept = kept;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watch = new Thread(task, "tessera-binlogs-" + transferSpec.moveId());
            watch.setDaemon(true);
            return watch;
        });
        Future<?> unused = thread.scheduleWithFixedDelay(this::poll, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Looks at once, and from then on until it is closed.
     *
     * @param startGtidSet what the source had executed before the copy began
     * @param kept is told how long the source keeps a binlog, which somebody may change meanwhile; empty when it purges none by itself
     * @throws BinlogGapException when binlogs are gone already
     * @throws SourceHistoryChangedException when the source lacks some of the set
     * @throws ServerUnreachableException when it doesn't answer
     */
    public static BinlogWatch start(TransferSpec transferSpec, String startGtidSet, Consumer<Optional<Duration>> kept) {
        GtidSet start = GtidSet.parse(startGtidSet);
        new SourceHistory(transferSpec.source()).requireContains(start);
        return new BinlogWatch(transferSpec, start, kept);
    }

    /** Stops what the other would stop, and what is in vain. */
    public StopSignal and(StopSignal other) {
        return () -> gone != null || other.isRequested();
    }

    /** @throws TransferFailedException that of the work; or why it was stopped, if that was in vain */
    public void during(Runnable work) {
        try {
            work.run();
        } catch (TransferStoppedException e) {
            TransferFailedException why = gone;
            throw why == null ? e : why;
        }
    }

    private void poll() {
        try {
            history.requireContains(start);
            kept.accept(history.binlogsKept());
        } catch (BinlogGapException | SourceHistoryChangedException e) {
            gone = e;
        } catch (TransferFailedException | ServerUnreachableException e) {
            // That passes, or is the copy's to say.
        }
    }

    /** From then on nobody is told anything. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            boolean unused = thread.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
