package dev.tessera.bench.doctor;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.soak.cluster.Operators;
import dev.tessera.bench.soak.cluster.ShardctlProcess;
import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Every command that works at moves, one after the other: more moves than slots, reverses, one given up elsewhere, a drain, a plan, completions. */
final class HealthyRound {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final SoakCluster cluster;
    private final Operators operators;
    private final Poller poller;
    private final Path plans;
    private final List<String> failed = new ArrayList<>();
    private int commands;

    HealthyRound(SoakCluster cluster, Poller poller, Path plans) {
        this.cluster = cluster;
        this.operators = cluster.operators();
        this.poller = poller;
        this.plans = plans;
    }

    /** Commands that ended otherwise than they should. */
    List<String> failed() {
        return failed;
    }

    int commands() {
        return commands;
    }

    void run(int number) {
        run(0, "move", on("shard-a"), "--to", "shard-b", "--execute", "--disk-unchecked", "--drop-reverse-replication");
        switched().stream().limit(2).forEach(move -> run(0, "move", "reverse", id(move), "--disk-unchecked"));
        abortElsewhere();
        run(0, "shard", "drain", "shard-c", "--execute", "--disk-unchecked", "--drop-reverse-replication");
        run(0, "shard", "resume", "shard-c");
        switched().forEach(move -> run(0, "move", "complete", id(move), "--now"));
        String plan = plans.resolve("plan-" + number + ".json").toString();
        run(0, "plan", "--rebalance", "--out", plan);
        run(0, "apply", plan, "--execute", "--complete", "--now", "--disk-unchecked");
    }

    /** Whoever waits for it hears that, by the exit code too. */
    private void abortElsewhere() {
        BucketId bucket = bucketsOn("shard-b").first();
        ShardctlProcess mover = begin(
                "move",
                bucket.name(),
                "--to",
                "shard-c",
                "--execute",
                "--disk-unchecked",
                "--drop-reverse-replication",
                "--cutover=manual");
        Eventually.within(
                TIMEOUT,
                () -> cluster.opsCluster().journal().all().stream().anyMatch(move -> isReady(move, bucket)),
                "the move waits for a word");
        Move move = cluster.opsCluster().journal().all().stream()
                .filter(open -> isReady(open, bucket))
                .findFirst()
                .orElseThrow();
        run(0, "move", "abort", id(move));
        await(mover, 1);
    }

    private static boolean isReady(Move move, BucketId bucket) {
        return move.bucket().equals(bucket) && move.phase() == MovePhase.CUTOVER;
    }

    private static String id(Move move) {
        return Long.toString(move.moveId());
    }

    private List<Move> switched() {
        return cluster.opsCluster().journal().all().stream()
                .filter(move -> move.phase() == MovePhase.SWITCHED)
                .toList();
    }

    private String on(String shard) {
        return BucketSelection.text(bucketsOn(shard));
    }

    private SortedSet<BucketId> bucketsOn(String shard) {
        return cluster.opsCluster().placements().all().stream()
                .filter(placement -> placement.shard().value().equals(shard))
                .map(Placement::bucket)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void run(int code, String... words) {
        await(begin(words), code);
    }

    private ShardctlProcess begin(String... words) {
        String command = String.join(" ", words);
        Console.say("%s", command);
        poller.beside(command);
        commands++;
        return operators.shardctl(Arrays.asList(words));
    }

    private void await(ShardctlProcess process, int code) {
        if (!process.awaitEnd(TIMEOUT)) {
            process.kill();
        }
        if (!process.ending().startsWith("exit code " + code + ":")) {
            failed.add(process.name() + ": " + process.ending());
        }
    }
}
