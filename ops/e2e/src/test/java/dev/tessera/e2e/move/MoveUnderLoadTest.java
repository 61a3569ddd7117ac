package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.Changelogs;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.AuditReport;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.List;
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
            List<Integer> onA = bucketsOn(cluster, "shard-a");
            String buckets = onA.get(0) + "-" + onA.get(onA.size() - 1);
            Homes homes = new Homes(system, cluster);

            move(system, buckets, "shard-b");
            move(system, buckets, "shard-a");
            move(system, buckets, "shard-b");

            WorkloadReport report = workload.stop();
            System.out.println(report);
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            AuditReport audit = workload.audit(system.auditTarget());
            assertThat(audit.problems()).isEmpty();
            onA.forEach(bucket -> assertThat(homes.live(bucket)).hasToString("[shard-b]"));
            completeAll(system, cluster);
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
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
                        "--close-way-back")
                .done();
    }

    private static List<Integer> bucketsOn(Cluster cluster, String shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().value().equals(shard))
                .map(placement -> placement.bucket())
                .toList();
    }
}
