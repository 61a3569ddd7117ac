package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.Probe;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A directory that was restored from before some moves is put right from the shards, while everything goes on. */
class RestoredDirectoryTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    void lostFlips_arePublishedAgain_withGreaterEpochs_andNoMoveGetsAnOldNumber() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(1);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Workload workload =
                        Workload.start(system.options().withClients(4).withPauseBetweenActs(Duration.ofMillis(20)))) {
            move(system, "0-4095", "shard-b");
            List<Placement> lost = cluster.placements().all().subList(0, 4);
            assertThat(lost).allMatch(placement -> placement.shard().value().equals("shard-b"));

            // A router that never heard of a flip would believe the restored directory: the tables are missing where
            // both say they are.
            Probe probe = new Probe(system.bases());
            Eventually.within(
                    SOON,
                    () -> lost.stream().allMatch(placement -> probe.isServed(placement.bucket())),
                    "the app has heard of each flip");
            restoreFromBeforeTheMoves(system);
            Homes homes = new Homes(system, cluster);
            try (Agents ignored = Agents.start(system.cluster())) {
                Eventually.within(
                        SOON,
                        () -> lost.stream().allMatch(placement -> homes.isServed(placement.bucket())),
                        "the directory says again what is live");
            }

            for (Placement placement : lost) {
                assertThat(cluster.placements()
                                .find(placement.bucket())
                                .orElseThrow()
                                .epoch())
                        .isGreaterThan(placement.epoch());
            }
            move(system, "3072", "shard-a");
            assertThat(cluster.journal().all()).singleElement().satisfies(move -> assertThat(move.moveId())
                    .isGreaterThan(4));
            WorkloadReport report = workload.stop();
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    private static void restoreFromBeforeTheMoves(TestSystem system) {
        String schema = system.cluster().config().directory().schema().value();
        MYSQL.server(0)
                .execute(
                        "delete from " + schema + ".move_steps",
                        "delete from " + schema + ".move_buckets",
                        "delete from " + schema + ".cleanup",
                        "delete from " + schema + ".reverse_replications",
                        "delete from " + schema + ".moves",
                        "update " + schema + ".placements set shard = 'shard-a', epoch = 1 where first_slot < 4096",
                        "update " + schema + ".cluster set version = version - 6");
    }

    private static void move(TestSystem system, String buckets, String target) {
        ShardctlRun.on(system.cluster(), "move", buckets, "--to", target, "--execute", "--disk-unchecked")
                .done();
    }
}
