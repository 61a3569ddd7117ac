package dev.tessera.ops.move.transfer;

import dev.tessera.ops.move.transfer.apply.ChangedRows;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.Shapes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.ChunkSizer;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.ops.move.transfer.spec.DeadlineSpentException;
import dev.tessera.ops.move.transfer.spec.MismatchException;
import dev.tessera.ops.move.transfer.spec.RowStatementException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.verify.ComparedServer;
import dev.tessera.ops.move.transfer.verify.KeyComparison;
import dev.tessera.ops.move.transfer.verify.LiveComparison;
import dev.tessera.ops.move.transfer.verify.TableComparer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Compares source and target: under writes by {@link #run}, exactly by {@link #recheckFrozen} inside the fence. Holds a session on either
 * server from its making until it is closed. Not thread-safe.
 */
public final class Verification implements AutoCloseable {
    /** So few rows are compared in a moment: no use in making them fewer. */
    private static final int FEW_ROWS = 200;

    private static final Duration A_MOMENT = Duration.ofSeconds(1);
    /** As {@link DataSession#open} waits. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private static final String RECHECK = "the comparison of what changed last";

    private final TransferSpec transferSpec;
    private final CatchUp catchUp;
    private final TransferOptions options;
    private final StopSignal stop;
    private final TransferProgress progress;
    private final ChangedRows changedRows;
    private final ChunkSizer pace;
    private final ExecutorService executor;
    private final DataSession source;
    private final DataSession target;
    private final Map<String, TableShape> shapes;
    private boolean complete;
    private boolean comparedWhole;
    private long rows;

    public Verification(
            TransferSpec transferSpec,
            CatchUp catchUp,
            TransferOptions options,
            StopSignal stop,
            TransferProgress progress) {
        this.transferSpec = transferSpec;
        this.catchUp = catchUp;
        this.options = options;
        this.stop = stop;
        this.progress = progress;
        changedRows = catchUp.changedRows();
        pace = new ChunkSizer(options, stop);
        target = DataSession.open(transferSpec.target());
        try {
            shapes = Shapes.onTarget(transferSpec, target);
            source = DataSession.open(transferSpec.source());
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
        executor =
                Executors.newSingleThreadExecutor(work -> new Thread(work, "tessera-verify-" + transferSpec.moveId()));
    }

    /**
     * Compares every row under writes, without locks.
     *
     * @throws MismatchException naming rows that differ though nothing on its way explains it
     */
    public void run() {
        changedRows.start();
        complete = false;
        rows = 0;
        TableComparer sides = sides(transferSpec.sourceSchema());
        LiveComparison live = live();
        for (TableShape shape : shapes.values()) {
            pace.table(onSource(transferSpec.sourceSchema()).rowBytes(shape));
            sides.chunks(
                    shape, pace::chunkRows, this::countUnderWrites, suspects -> require(live.mismatches(suspects)));
            if (transferSpec.goesBySlot()) {
                KeyComparison keys = new KeyComparison(target, transferSpec.targetSchema());
                transferSpec
                        .targetTables(shape.table())
                        .forEach(table -> keys.run(shape, table, pace::chunkRows, this::awaitPace));
            }
        }
        complete = true;
        recheckUnderWrites();
    }

    /**
     * How many rows changed since they were compared: what a re-check inside the fence would have to look at. When they have become
     * many, they are first compared again, under writes.
     *
     * @throws MismatchException as {@link #run}
     */
    public long keysToRecheck() {
        if (changedRows.count() > FEW_ROWS) {
            recheckUnderWrites();
        }
        return changedRows.count();
    }

    /** Until few are left, or no fewer than before: then the bucket is written faster than it is compared. */
    private void recheckUnderWrites() {
        LiveComparison live = live();
        int before = Integer.MAX_VALUE;
        while (changedRows.count() > FEW_ROWS && changedRows.count() < before) {
            stop.check();
            before = changedRows.count();
            require(live.mismatches(changedRows.all().keySet()));
        }
    }

    /**
     * The last word before the target goes live. The source's tables stand still, and the catch-up has applied the frontier. A small
     * bucket, or one that {@link #run} has not compared, is compared whole; of a larger one the rows that changed since.
     *
     * @param frozenSchema where the source's tables are now
     * @param deadline by which it must be through
     * @throws MismatchException naming the rows
     * @throws DeadlineSpentException when it isn't: this comparison can't be used any more
     */
    public void recheckFrozen(String frozenSchema, Deadline deadline) {
        catchUp.throwIfFailed();
        TableComparer sides = sides(frozenSchema);
        try {
            if (complete && rows >= options.smallBucketRows()) {
                requireEqual(sides, changedRows.all().keySet(), deadline);
            } else {
                requireEqualTables(sides, deadline);
                comparedWhole = true;
            }
            deadline.require(RECHECK);
        } catch (RowStatementException e) {
            throw deadline.left().isZero() ? spent(deadline, e) : e;
        }
        waitForAnswers(ANSWER);
    }

    private static DeadlineSpentException spent(Deadline deadline, RowStatementException unanswered) {
        DeadlineSpentException spent = deadline.spentBy(RECHECK);
        spent.addSuppressed(unanswered);
        return spent;
    }

    /** Before each question to both sides. */
    private void requireTime(Deadline deadline) {
        deadline.require(RECHECK);
        waitForAnswers(deadline.leftToWait());
    }

    private void waitForAnswers(Duration atMost) {
        source.waitForAnswers(atMost);
        target.waitForAnswers(atMost);
    }

    /** True once {@link #run} has compared every row: before that, a re-check inside the fence would have to. */
    public boolean isComplete() {
        return complete;
    }

    /** True once every row was compared while the source stood still. */
    public boolean comparedWhole() {
        return comparedWhole;
    }

    private void requireEqual(TableComparer sides, Collection<ChangedRows.Row> changed, Deadline deadline) {
        Map<TableShape, Set<RowKey>> tables = changed.stream()
                .collect(Collectors.groupingBy(
                        ChangedRows.Row::shape, Collectors.mapping(ChangedRows.Row::key, Collectors.toSet())));
        List<ChangedRows.Row> differing = new ArrayList<>();
        tables.forEach((shape, keys) -> {
            requireTime(deadline);
            differing.addAll(sides.differing(shape, keys));
        });
        require(differing);
    }

    private void requireEqualTables(TableComparer sides, Deadline deadline) {
        Set<ChangedRows.Row> differing = new HashSet<>();
        requireTime(deadline);
        for (TableShape shape : sides.differingTables(shapes.values())) {
            requireTime(deadline);
            sides.chunks(shape, options::chunkRows, this::count, differing::addAll);
        }
        require(differing);
    }

    private void count(long chunk) {
        stop.check();
        rows += chunk;
        progress.verified(chunk);
    }

    /** Rows that were counted before. */
    private void awaitPace(long chunk) {
        stop.check();
        pace.await(chunk);
    }

    private void countUnderWrites(long chunk) {
        count(chunk);
        pace.await(chunk);
    }

    /** A catch-up that is held back is not late: what it waits for the throttle doesn't count. */
    private boolean awaitApplied(String gtidSet, Duration timeout) {
        Duration left = timeout;
        while (!catchUp.awaitApplied(gtidSet, A_MOMENT)) {
            left = left.minus(A_MOMENT);
            if (left.isNegative()) {
                return false;
            }
            stop.check();
            pace.await(0);
        }
        return true;
    }

    private void require(Collection<ChangedRows.Row> mismatches) {
        require(transferSpec, mismatches);
    }

    static void require(TransferSpec transferSpec, Collection<ChangedRows.Row> mismatches) {
        if (!mismatches.isEmpty()) {
            throw new MismatchException(
                    transferSpec,
                    mismatches.stream()
                            .map(row -> row.shape().table() + " " + row.key())
                            .sorted()
                            .toList());
        }
    }

    private TableComparer sides(String sourceSchema) {
        return new TableComparer(onSource(sourceSchema), onTarget(), executor);
    }

    private ComparedServer onSource(String schema) {
        return new ComparedServer(source, schema, shape -> transferSpec.sourceTables(shape.table()));
    }

    private ComparedServer onTarget() {
        return new ComparedServer(
                target, transferSpec.targetSchema(), shape -> transferSpec.targetTables(shape.table()));
    }

    private LiveComparison live() {
        return new LiveComparison(onSource(transferSpec.sourceSchema()), onTarget(), changedRows, this::awaitApplied);
    }

    @Override
    public void close() {
        executor.shutdown();
        source.close();
        target.close();
    }
}
