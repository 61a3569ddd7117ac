package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import dev.tessera.testbed.workload.audit.AuditReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MoveUnderLoadTest {
    /** What is written is read again at the end: enough for each move, and not more. */
    private static final Duration PAUSE = Duration.ofMillis(60);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    void bucketsGoThereAndBackAndThereAgain_withoutAFailedRequest() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Workload workload = Workload.start(system.options().withPauseBetweenActs(PAUSE))) {
            List<BucketId> onA = bucketsOn(cluster, "shard-a");
            String buckets =
                    onA.get(0).firstSlot() + "-" + onA.get(onA.size() - 1).lastSlot();
            Homes homes = new Homes(system, cluster);

            try (DoctorPoll ignored = DoctorPoll.of(system.cluster())) {
                move(system, buckets, "shard-b");
                move(system, buckets, "shard-a");
                move(system, buckets, "shard-b");
            }

            WorkloadReport report = workload.stop();
            System.out.println(report);
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            AuditReport audit = workload.audit(system.auditTarget());
            assertThat(audit.problems()).isEmpty();
            onA.forEach(bucket -> assertThat(homes.live(bucket)).hasToString("[shard-b]"));
            completeAll(system, cluster);
            abortedElsewhere_isNoSuccess(system, cluster, onA.get(0));
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    /** Whoever waits for the move hears that it was given up, and where the bucket is. */
    private static void abortedElsewhere_isNoSuccess(TestSystem system, Cluster cluster, BucketId bucket)
            throws Exception {
        CompletableFuture<ShardctlRun> mover = CompletableFuture.supplyAsync(() -> ShardctlRun.on(
                system.cluster(),
                "move",
                bucket.name(),
                "--to",
                "shard-a",
                "--execute",
                "--disk-unchecked",
                "--drop-reverse-replication",
                "--cutover=manual"));
        Eventually.within(
                Duration.ofSeconds(30), () -> newest(cluster).phase() == MovePhase.CUTOVER, "it waits for a word");
        Move move = newest(cluster);
        ShardctlRun.on(system.cluster(), "move", "abort", Long.toString(move.moveId()))
                .done();

        List<String> told = mover.get(30, TimeUnit.SECONDS).failed();
        String aborted = move.describe() + " is aborted";
        assertThat(told)
                .contains("1 of 1: " + aborted)
                .endsWith(
                        aborted + "; bucket " + bucket + " lives on shard-b", "0 of 1 move is through, 1 was aborted");
    }

    private static Move newest(Cluster cluster) {
        List<Move> moves = cluster.journal().all();
        return moves.get(moves.size() - 1);
    }

    /** Each removes its own originals, and nothing else. */
    private static void completeAll(TestSystem system, Cluster cluster) {
        List<Move> moves = cluster.journal().all();
        for (Move move : moves) {
            assertThat(frozen(system, move)).hasSize(6);
            ShardctlRun.on(system.cluster(), "move", "complete", Long.toString(move.moveId()), "--now")
                    .done();
            assertThat(frozen(system, move)).isEmpty();
        }
        assertThat(cluster.journal().all()).allMatch(move -> move.phase().isTerminal());
        assertThat(ShardctlRun.on(system.cluster(), "doctor").done()).containsExactly("no rule is broken");
        assertThat(ShardctlRun.on(system.cluster(), "audit", "--last", "2").done())
                .hasSize(3)
                .last()
                .asString()
                .contains(
                        System.getProperty("user.name") + "@",
                        "move complete",
                        moves.get(moves.size() - 1).describe());
    }

    private static List<String> frozen(TestSystem system, Move move) {
        int server = move.source().value().equals("shard-a") ? 0 : 1;
        return List.copyOf(Homes.tables(system.shards().get(server), move.frozenSchema(), move.bucket()));
    }

    private static void move(TestSystem system, String buckets, String target) {
        ShardctlRun.on(
                        system.cluster(),
                        "move",
                        buckets,
                        "--to",
                        target,
                        "--execute",
                        "--disk-unchecked",
                        "--drop-reverse-replication")
                .done();
    }

    private static List<BucketId> bucketsOn(Cluster cluster, String shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().value().equals(shard))
                .map(placement -> placement.bucket())
                .toList();
    }
}
