package dev.tessera.bench.soak.actions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.bench.soak.cluster.ShardctlProcess;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.plan.ScheduledAction;
import dev.tessera.bench.soak.plan.SoakAction.AskOfMove;
import dev.tessera.bench.soak.plan.SoakAction.MoveBuckets;
import dev.tessera.bench.soak.plan.SoakAction.ReorganizeBuckets;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.placement.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The actions of an operator, with {@code shardctl}; each returns when the command has ended. */
final class OperatorActions {
    private static final Duration A_WHILE = Duration.ofSeconds(1);
    /** Each is a JVM, and the machine has others to run. */
    private static final int MOST_AT_WORK = 6;
    /** Each has six tables, and every audit reads them all. */
    private static final int MOST_BUCKETS = 40;

    private final SoakCluster cluster;
    private final Cluster opsCluster;
    private final ActionLog actionLog;
    private final AtomicInteger release;
    private final MoveSelection asked;

    @GuardedBy("this") private boolean ended;

    /**
     * Executes actions on a cluster.
     *
     * @param release to which the cluster was migrated last, or was meant to be
     * @param over when no action may begin any more
     */
    OperatorActions(SoakCluster cluster, ActionLog actionLog, AtomicInteger release, CountDownLatch over) {
        this.cluster = cluster;
        this.asked = new MoveSelection(cluster.opsCluster(), over);
        this.opsCluster = cluster.opsCluster();
        this.actionLog = actionLog;
        this.release = release;
    }

    void move(ScheduledAction act, MoveBuckets action) throws Exception {
        run(act, () -> {
            List<BucketId> free = free(action);
            if (free.isEmpty()) {
                return List.of();
            }
            List<String> words = new ArrayList<>(List.of(
                    "move",
                    free.stream().map(BucketId::name).collect(Collectors.joining(",")),
                    "--to",
                    action.target().name(),
                    "--execute",
                    "--disk-unchecked"));
            words.addAll(action.options());
            return words;
        });
    }

    void reorganize(ScheduledAction act, ReorganizeBuckets action) throws Exception {
        run(act, () -> {
            List<String> words = new ArrayList<>(action.split() ? split(action) : merge(action));
            if (!words.isEmpty()) {
                words.addAll(List.of("--execute", "--disk-unchecked"));
                words.addAll(action.options());
            }
            return words;
        });
    }

    private List<String> split(ReorganizeBuckets action) {
        List<Placement> all = opsCluster.placements().all();
        return all.size() > MOST_BUCKETS
                ? List.of()
                : all.stream()
                        .map(Placement::bucket)
                        .filter(bucket -> bucket.contains(action.slot()) && bucket.slotCount() >= action.count())
                        .filter(bucket -> !moving().contains(bucket))
                        .findFirst()
                        .map(bucket ->
                                List.of("bucket", "split", bucket.name(), "--into", Integer.toString(action.count())))
                        .orElse(List.of());
    }

    private List<String> merge(ReorganizeBuckets action) {
        Set<BucketId> moving = moving();
        List<Placement> neighbours = new ArrayList<>();
        for (Placement next : opsCluster.placements().all()) {
            boolean goesOn = neighbours.isEmpty()
                    ? next.bucket().contains(action.slot())
                    : next.shard().equals(neighbours.get(0).shard());
            if (goesOn && !moving.contains(next.bucket()) && neighbours.size() < action.count()) {
                neighbours.add(next);
            } else if (!neighbours.isEmpty()) {
                break;
            }
        }
        return neighbours.size() < 2
                ? List.of()
                : List.of(
                        "bucket",
                        "merge",
                        neighbours.get(0).bucket().firstSlot() + "-"
                                + neighbours.get(neighbours.size() - 1).bucket().lastSlot());
    }

    private Set<BucketId> moving() {
        return opsCluster.journal().all().stream()
                .filter(Move::isOpen)
                .flatMap(move -> move.parents().stream())
                .collect(Collectors.toSet());
    }

    private List<BucketId> free(MoveBuckets action) {
        Set<BucketId> moving = moving();
        List<BucketId> elsewhere = opsCluster.placements().all().stream()
                .filter(placement ->
                        !placement.shard().value().equals(action.target().name()))
                .map(Placement::bucket)
                .toList();
        return action.candidates().stream()
                .flatMap(slot -> elsewhere.stream().filter(bucket -> bucket.contains(slot)))
                .distinct()
                .filter(bucket -> !moving.contains(bucket))
                .limit(action.count())
                .sorted()
                .toList();
    }

    void ask(ScheduledAction act, AskOfMove action) throws Exception {
        run(act, () -> {
            List<Move> moves = asked.await(action.verb());
            if (moves.isEmpty()) {
                return List.of();
            }
            long moveId = moves.get(action.pick() % moves.size()).moveId();
            return MoveWords.of(action.verb(), moveId, action.options());
        });
    }

    void migrate(ScheduledAction act) {
        begin(act, () -> cluster.operators().migrate(release.incrementAndGet()));
    }

    /** No action begins any more; running ones continue. */
    synchronized void end() {
        ended = true;
    }

    private void run(ScheduledAction act, Callable<List<String>> wanted) throws Exception {
        try {
            List<String> words = wanted.call();
            if (words.isEmpty()) {
                actionLog.notMade(act, "there is nothing to do it to");
            } else if (cluster.operators().atWork().size() >= MOST_AT_WORK) {
                actionLog.notMade(act, "enough is being done");
            } else {
                begin(act, () -> cluster.operators().shardctl(words));
            }
        } catch (TesseraException e) {
            actionLog.notMade(act, String.valueOf(e.getMessage()));
        }
    }

    private void begin(ScheduledAction act, Supplier<ShardctlProcess> run) {
        Instant at = Instant.now();
        begun(run)
                .ifPresentOrElse(
                        process -> actionLog.made(act, at, ended(process)),
                        () -> actionLog.notMade(act, "the round was over"));
    }

    private synchronized Optional<ShardctlProcess> begun(Supplier<ShardctlProcess> run) {
        return ended ? Optional.empty() : Optional.of(run.get());
    }

    private static String ended(ShardctlProcess process) {
        boolean ended = process.awaitEnd(A_WHILE);
        while (!ended && !Thread.currentThread().isInterrupted()) {
            ended = process.awaitEnd(A_WHILE);
        }
        return "`" + process.name() + "`: " + process.ending();
    }
}
