package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.homes.PublishedRanges;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A few buckets become many, go elsewhere, come back and become few again, while they are used. */
class ReorganizationUnderLoadTest {
    private static final Duration PAUSE = Duration.ofMillis(60);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    void bucketsAreSplitMovedAndMerged_withoutAFailedRequest() throws Exception {
        try (TestSystem system = TestSystem.create(4, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Workload workload = Workload.start(system.options().withPauseBetweenActs(PAUSE))) {
            PublishedRanges published = PublishedRanges.watch(MYSQL.server(0));
            try (published;
                    DoctorPoll ignored = DoctorPoll.of(system.cluster())) {
                shardctl(system, "bucket", "split", "0-16383", "--into", "2");
                shardctl(system, "bucket", "split", "0-2047", "--into", "3");
                assertThat(buckets(cluster)).hasSize(10);
                shardctl(system, "move", "0", "--to", "shard-b");
                shardctl(system, "move", "0", "--to", "shard-a", "--drop-reverse-replication");
                completeAll(system, cluster);
                shardctl(system, "bucket", "merge", "0-4095", "8192-12287");
                assertThat(buckets(cluster)).hasSize(6).contains("00000_04095", "08192_12287");
            }

            WorkloadReport report = workload.stop();
            System.out.println(report);
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(published.problems()).isEmpty();
            assertThat(published.versions()).isGreaterThan(20);
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
            completeAll(system, cluster);
            assertThat(ShardctlRun.on(system.cluster(), "doctor").done()).containsExactly("no rule is broken");
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    private static void shardctl(TestSystem system, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--execute");
        all.add("--disk-unchecked");
        ShardctlRun.on(system.cluster(), all.toArray(String[]::new)).done();
    }

    private static List<String> buckets(Cluster cluster) {
        return cluster.placements().all().stream()
                .map(Placement::bucket)
                .map(bucket -> bucket.name())
                .toList();
    }

    private static void completeAll(TestSystem system, Cluster cluster) {
        for (Move move : cluster.journal().all()) {
            if (move.phase() == MovePhase.SWITCHED) {
                ShardctlRun.on(system.cluster(), "move", "complete", Long.toString(move.moveId()), "--now")
                        .done();
            }
        }
        assertThat(cluster.journal().all()).allMatch(move -> move.phase().isTerminal());
    }
}
