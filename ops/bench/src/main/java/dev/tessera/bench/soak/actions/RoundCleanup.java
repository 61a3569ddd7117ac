package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.cluster.ShardctlProcess;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.bench.soak.plan.Verb;
import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleLimitsJson;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Cleans up after a round, as an operator would, when all faults are removed. */
public final class RoundCleanup {
    private static final Duration FOR_MOVES = Duration.ofMinutes(4);
    private static final Duration FOR_ONE_RUN = Duration.ofMinutes(2);
    private static final Duration TO_BE_SERVED = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final int RESUMPTIONS = 2;
    private static final int MIGRATIONS = 4;
    private static final int AT_ONCE = 3;

    private final SoakCluster cluster;
    private final Cluster opsCluster;
    private final Map<Long, Integer> attempts = new TreeMap<>();
    private final List<String> told = new ArrayList<>();

    public RoundCleanup(SoakCluster cluster) {
        this.cluster = cluster;
        this.opsCluster = cluster.opsCluster();
    }

    /** Resumes moves, gives up those that won't, and waits until every bucket is served; returns what isn't then. */
    public List<String> cleanUp() throws InterruptedException {
        List<String> left = new ArrayList<>(cleanUpMoves());
        left.addAll(new Served(cluster).await(TO_BE_SERVED));
        return left;
    }

    /** What was done to moves, for people. */
    public List<String> told() {
        return told;
    }

    /** Drops the originals of every move that has switched; returns what refused. */
    public List<String> complete() {
        List<String> refused = new ArrayList<>();
        for (Move move : opsCluster.journal().all()) {
            if (!move.isOpen() && !move.phase().isTerminal()) {
                ShardctlProcess run = run(MoveWords.of(Verb.COMPLETE, move.moveId(), List.of()));
                if (!run.succeeded()) {
                    refused.add(run.name() + ": " + run.ending());
                }
            }
        }
        return refused;
    }

    private List<String> cleanUpMoves() throws InterruptedException {
        long deadline = System.nanoTime() + FOR_MOVES.toNanos();
        List<Move> open = open();
        while (!open.isEmpty() || !cluster.operators().atWork().isEmpty()) {
            if (System.nanoTime() > deadline) {
                return open.isEmpty()
                        ? List.of("still at work after everybody was well again: "
                                + cluster.operators().atWork().get(0).name())
                        : open.stream().map(RoundCleanup::unsettled).toList();
            }
            open.forEach(this::free);
            letCompare();
            goOn(open.stream().filter(move -> move.leaseHolder().isEmpty()).toList());
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            open = open();
        }
        return List.of();
    }

    /** The directory may just have come back: the connection to the one before is noticed now. */
    private List<Move> open() throws InterruptedException {
        long deadline = System.nanoTime() + FOR_MOVES.toNanos();
        while (true) {
            try {
                return opsCluster.journal().all().stream().filter(Move::isOpen).toList();
            } catch (ServerUnreachableException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        }
    }

    private static String unsettled(Move move) {
        return move.describe() + " could neither be resumed nor aborted: " + move;
    }

    /** From limits that hold it, and from an operator who hasn't said when. */
    private void free(Move move) {
        opsCluster.journal().tune(move.moveId(), before -> ThrottleLimitsJson.print(ThrottleLimits.defaults()));
        if (move.cutover() == CutoverMode.MANUAL) {
            opsCluster.journal().setCutoverMode(move.moveId(), CutoverMode.NOW);
        }
    }

    /** A mover that was paused when its bucket had its new home: the comparison is left. */
    private void letCompare() {
        opsCluster.journal().all().stream()
                .filter(move -> move.phase() == MovePhase.SWITCHED && move.desiredState() == DesiredState.PAUSE)
                .forEach(move -> opsCluster.journal().requestState(move.moveId(), DesiredState.RUN));
    }

    private void goOn(List<Move> left) {
        List<ShardctlProcess> runs = new ArrayList<>();
        for (Move move : left.subList(0, Math.min(AT_ONCE, left.size()))) {
            int attempt = attempts.merge(move.moveId(), 1, Integer::sum);
            Verb verb = attempt <= RESUMPTIONS ? Verb.RESUME : Verb.ABORT;
            runs.add(cluster.operators().shardctl(MoveWords.of(verb, move.moveId(), List.of())));
        }
        runs.forEach(this::ended);
    }

    /** Ends what a migration has left, at the price of reverse replications; returns why it can't. */
    public List<String> migrate(int release) throws InterruptedException {
        String ending = "";
        for (int attempt = 1; attempt <= MIGRATIONS; attempt++) {
            ShardctlProcess run = ended(cluster.operators().migrateAll(release));
            if (run.succeeded()) {
                return List.of();
            }
            ending = run.ending();
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
        return List.of("the cluster can't be migrated though no move is open: " + ending);
    }

    private ShardctlProcess run(List<String> words) {
        return ended(cluster.operators().shardctl(words));
    }

    private ShardctlProcess ended(ShardctlProcess run) {
        boolean unused = run.awaitEnd(FOR_ONE_RUN);
        told.add("`" + run.name() + "`: " + run.ending());
        return run;
    }
}
