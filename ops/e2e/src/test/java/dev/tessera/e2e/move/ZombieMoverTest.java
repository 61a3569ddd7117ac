package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.Changelogs;
import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Abortion;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Milestones;
import dev.tessera.shardconfig.Placement;
import dev.tessera.testbed.Eventually;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mover that is stopped past its lease, undone by others, and then wakes: it changes nothing any more. */
class ZombieMoverTest {
    private static final int BUCKET = 3;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    @ParameterizedTest
    @ValueSource(
            strings = {"copy-begun:after-journal", "fence:before-act", "fence:after-act", "target-live:before-act"})
    void stoppedThere_undone_andWokenUp(String point) throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(1);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Agents ignored = Agents.start(system.cluster());
                Workload workload =
                        Workload.start(system.options().withClients(4).withHot(Set.of(BUCKET), 0.5));
                MoverProcess zombie = MoverProcess.start(system.folder(), BUCKET, "shard-b", point, "stop")) {
            assertThat(zombie.awaitMilestone()).isTrue();
            undo(cluster, new Homes(system, cluster));
            Optional<Placement> placement = cluster.placements().find(BUCKET);

            zombie.resume();
            zombie.awaitEnd();

            assertThat(new Homes(system, cluster).live(BUCKET)).hasToString("[shard-a]");
            assertThat(cluster.placements().find(BUCKET)).isEqualTo(placement);
            assertThat(cluster.journal().all()).extracting(Move::phase).containsExactly(MovePhase.ABORTED);
            assertThat(Homes.tables(system.shards().get(1), Move.incomingSchema(1), BUCKET))
                    .isEmpty();
            assertThat(workload.stop().violations()).isEmpty();
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    /** As soon as its lease has run out: what was in a cutover by the agent, then all of it by the operator. */
    private static void undo(Cluster cluster, Homes homes) {
        Eventually.within(
                MoverProcess.LEASE.plusSeconds(5),
                () -> homes.isServed(BUCKET)
                        && cluster.journal().abandonedCutovers().isEmpty()
                        && lastOf(cluster).leaseHolder().isEmpty(),
                "the bucket is served and the lease is free");
        Move move = lastOf(cluster);
        new Abortion(cluster, MoverProcess.options(), Milestones.none(), "the operator").run(move.moveId());
        Eventually.within(Duration.ofSeconds(1), () -> homes.isServed(BUCKET), "the bucket is served");
    }

    private static Move lastOf(Cluster cluster) {
        List<Move> moves = cluster.journal().all();
        return moves.get(moves.size() - 1);
    }
}
