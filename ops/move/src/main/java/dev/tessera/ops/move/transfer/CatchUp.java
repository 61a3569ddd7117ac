package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.apply.AppliedPosition;
import dev.tessera.ops.move.transfer.apply.Applier;
import dev.tessera.ops.move.transfer.apply.ChangedRows;
import dev.tessera.ops.move.transfer.apply.PositionTable;
import dev.tessera.ops.move.transfer.apply.SourceClock;
import dev.tessera.ops.move.transfer.binlog.BinlogReader;
import dev.tessera.ops.move.transfer.binlog.EventQueue;
import dev.tessera.ops.move.transfer.binlog.GtidSet;
import dev.tessera.ops.move.transfer.binlog.RowChange;
import dev.tessera.ops.move.transfer.binlog.TransactionAssembler;
import dev.tessera.ops.move.transfer.copy.LateIndexes;
import dev.tessera.ops.move.transfer.copy.RangeLedger;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Shapes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TargetLease;
import dev.tessera.ops.move.transfer.spec.CopyIncompleteException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Applies what was written on the source since the copy began, and goes on doing so: three threads and two sessions of its own until it
 * is closed. The first failure ends it and is thrown by every later call. Thread-safe.
 */
public final class CatchUp implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final AppliedPosition position;
    private final EventQueue queue = new EventQueue();
    private final ChangedRows changedRows = new ChangedRows();
    private final StreamMemory.MemoryShare memory;
    private final BinlogReader reader;
    private final SourceClock clock;
    private final DataSession target;
    private final List<Thread> threads;
    private final long targetConnection;
    private volatile boolean closed;

    private CatchUp(
            TransferSpec transferSpec,
            GtidSet from,
            long serverId,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress,
            DataSession target,
            TransactionAssembler assembler) {
        this.target = target;
        targetConnection = target.one("select connection_id()", row -> row.number(0));
        position = new AppliedPosition(from);
        memory = options.memory().open();
        reader = new BinlogReader(transferSpec, from, serverId, queue, memory, this::fail);
        clock = new SourceClock(transferSpec.source(), position);
        Applier applier = new Applier(
                transferSpec,
                options,
                () -> closed || stop.isRequested(),
                target,
                queue,
                memory,
                assembler,
                position,
                changedRows,
                (transactions, changes) -> progress.applied(transactions, changes, clock.lag()));
        String move = "-" + transferSpec.moveId();
        threads = List.of(
                new Thread(reader, "tessera-binlog" + move),
                new Thread(applier, "tessera-apply" + move),
                new Thread(clock, "tessera-lag" + move));
        threads.forEach(Thread::start);
    }

    /**
     * Goes on from the position on the target, or begins at the given one when there is none.
     *
     * @param startGtidSet what the source had executed before the copy began
     * @param serverId that no other replica or reader of the source has
     * @throws CopyIncompleteException when not all ranges are copied, or an index is missing
     * @throws TransferFailedException when the set holds tagged GTIDs
     */
    public static CatchUp start(
            TransferSpec transferSpec,
            String startGtidSet,
            long serverId,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress) {
        return start(transferSpec, startGtidSet, serverId, options, stop, progress, List::of);
    }

    /**
     * As {@link #start}, into tables that are whole because they were live themselves, up to the given position of what replaced them.
     *
     * @throws TransferFailedException when the set holds tagged GTIDs
     */
    public static CatchUp follow(
            TransferSpec transferSpec,
            String startGtidSet,
            long serverId,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress) {
        return start(transferSpec, startGtidSet, serverId, options, stop, progress, List::of, whole -> {});
    }

    static CatchUp start(
            TransferSpec transferSpec,
            String startGtidSet,
            long serverId,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress,
            Function<RowChange, List<RowChange>> filter) {
        return start(
                transferSpec,
                startGtidSet,
                serverId,
                options,
                stop,
                progress,
                filter,
                target -> requireCopied(transferSpec, target));
    }

    private static void requireCopied(TransferSpec transferSpec, DataSession target) {
        if (!new RangeLedger(transferSpec)
                        .isComplete(target, transferSpec.sourceTables().size())
                || !new LateIndexes(transferSpec).areMade(target)) {
            throw new CopyIncompleteException(transferSpec);
        }
    }

    private static CatchUp start(
            TransferSpec transferSpec,
            String startGtidSet,
            long serverId,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress,
            Function<RowChange, List<RowChange>> filter,
            Consumer<DataSession> requirement) {
        DataSession target = DataSession.open(transferSpec.target());
        try {
            Map<String, TableShape> shapes = Shapes.onTarget(transferSpec, target);
            requirement.accept(target);
            PositionTable table = new PositionTable(transferSpec);
            table.create(target);
            GtidSet from = table.read(target)
                    .orElseGet(() -> table.begin(target, new TargetLease(transferSpec), GtidSet.parse(startGtidSet)));
            TransactionAssembler assembler = new TransactionAssembler(transferSpec, shapes, filter);
            return new CatchUp(transferSpec, from, serverId, options, stop, progress, target, assembler);
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    /**
     * True when everything committed at the source up to the set is on the target, committed, within the time; false when not yet.
     *
     * @throws TransferFailedException the failure that ended the catch-up
     */
    public boolean awaitApplied(String gtidSet, Duration atMost) {
        try {
            return position.await(GtidSet.parse(gtidSet), atMost, queue::wake);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransferStoppedException();
        }
    }

    /** How far the target is behind the source's clock; zero only when it is proved to be caught up. Grows while disconnected. */
    public Duration lag() {
        return clock.lag();
    }

    /** How old what the target has last received is; empty before anything came. Unlike {@link #lag}, it shrinks whenever the target gains. */
    public Optional<Duration> backlog() {
        return clock.backlog();
    }

    /** The transaction of the source that is too large to be written at once, and how far it is, for people; empty when none is under way. */
    public Optional<String> largeTransaction() {
        return position.inParts();
    }

    /** As committed on the target with the rows. */
    public String appliedGtidSet() {
        return position.committed().toString();
    }

    /** The connection in which rows are written to the target: what it holds there it gives back by itself. */
    public long targetConnection() {
        return targetConnection;
    }

    public void throwIfFailed() {
        position.throwIfFailed();
    }

    ChangedRows changedRows() {
        return changedRows;
    }

    private void fail(Throwable thrown) {
        position.fail(thrown);
        closed = true;
        queue.wake();
    }

    /** Ends its threads and sessions; what is on the target stays as it is, and a later start goes on from there. */
    @Override
    public void close() {
        closed = true;
        clock.close();
        boolean interrupted = false;
        long timeout = System.nanoTime() + TIMEOUT.toNanos();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            reader.close();
            threads.get(0).interrupt();
            threads.get(2).interrupt();
            interrupted |= !waitForEnds();
            if (System.nanoTime() - timeout > 0) {
                // The target hangs: its server rolls back what was open.
                target.abort();
            }
        }
        memory.close();
        target.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean waitForEnds() {
        try {
            for (Thread thread : threads) {
                thread.join(50);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
