package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A bucket goes there and back by the same originals, under load and with an agent that follows; one mover is killed behind its fence. So often
 * as {@code -Dtessera.reverse.trips} says, with so many seconds of writes in between as {@code -Dtessera.reverse.seconds} says.
 */
class ReverseUnderLoadTest {
    private static final int TRIPS = Integer.getInteger("tessera.reverse.trips", 3);
    private static final Duration WRITES = Duration.ofSeconds(Integer.getInteger("tessera.reverse.seconds", 0));
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(60);
    private static final BucketId BUCKET = new InitialBuckets(16).get(3);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void bucketGoesThereAndBackByItsOriginals_withoutAFailedRequest() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Agents ignored = Agents.start(system.cluster());
                Workload workload = Workload.start(
                        system.options().withHot(Set.of(BUCKET), 0.5).withPauseBetweenActs(PAUSE))) {
            ShardctlRun.on(system.cluster(), "move", "3072", "--to", other(cluster), "--execute", "--disk-unchecked")
                    .done();
            for (int trip = 1; trip <= TRIPS; trip++) {
                Move last = newest(cluster);
                awaitFollowed(cluster, last, system, WRITES);
                if (trip == 2) {
                    reverseKilledBehindItsFence(system, cluster, last);
                } else {
                    try (DoctorPoll healthy = DoctorPoll.of(system.cluster())) {
                        ShardctlRun.on(
                                        system.cluster(),
                                        "move",
                                        "reverse",
                                        Long.toString(last.moveId()),
                                        "--grace",
                                        "0s")
                                .done();
                    }
                }
                assertThat(cluster.journal().get(last.moveId()).phase()).isEqualTo(MovePhase.REVERSED);
                assertThat(newest(cluster).reverses()).hasValue(last.moveId());
            }
            WorkloadReport report = workload.stop();
            System.out.println(report);
            assertThat(report.failures()).isEmpty();
            assertThat(report.violations()).isEmpty();
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
            ShardctlRun.on(
                            system.cluster(),
                            "move",
                            "complete",
                            Long.toString(newest(cluster).moveId()))
                    .done();
            assertThat(ShardctlRun.on(system.cluster(), "doctor").done()).containsExactly("no rule is broken");
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    /** The agent puts the bucket back where it was; the operator goes on. */
    private static void reverseKilledBehindItsFence(TestSystem system, Cluster cluster, Move last)
            throws InterruptedException {
        try (MoverProcess mover = MoverProcess.start(
                system.folder(), "drain:after-act", "halt", "reverse", Long.toString(last.moveId()))) {
            assertThat(mover.awaitMilestone()).isTrue();
        }
        Eventually.within(
                SOON,
                () -> newest(cluster).leaseHolder().isEmpty() && newest(cluster).phase() == MovePhase.VERIFYING,
                () -> "it is settled: " + newest(cluster));
        assertThat(new Operator(cluster).resume(newest(cluster).moveId())).isEqualTo(MovePhase.SWITCHED);
    }

    /** For so long; then until an agent says that the originals are there. */
    private static void awaitFollowed(Cluster cluster, Move move, TestSystem system, Duration writes)
            throws InterruptedException {
        Thread.sleep(writes.toMillis());
        Eventually.within(
                SOON,
                () -> cluster.reverseReplications()
                        .find(move.moveId())
                        .orElseThrow()
                        .behind()
                        .filter(behind -> behind.compareTo(Duration.ofSeconds(1)) < 0)
                        .isPresent(),
                () -> "an agent follows: " + cluster.reverseReplications().find(move.moveId()));
        assertThat(String.join(
                        "\n",
                        ShardctlRun.on(system.cluster(), "move", "status", Long.toString(move.moveId()))
                                .done()))
                .contains(
                        "its reverse replication is open",
                        "updated by an agent",
                        "`shardctl move reverse " + move.moveId() + "`");
    }

    private static String other(Cluster cluster) {
        return cluster.placements().find(BUCKET).orElseThrow().shard().value().equals("shard-a")
                ? "shard-b"
                : "shard-a";
    }

    private static Move newest(Cluster cluster) {
        List<Move> moves = cluster.journal().all();
        return moves.get(moves.size() - 1);
    }
}
