package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.Changelogs;
import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Cluster;
import dev.tessera.ops.move.phases.Milestones;
import dev.tessera.ops.move.phases.MoveProgress;
import dev.tessera.ops.move.phases.MoveRunner;
import dev.tessera.testbed.Eventually;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.workload.Outcome;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A mover's process is killed -9 before and after each of its journal writes and outside acts, under load, with an agent beside it. All
 * points with {@code -Dtessera.move.points=all}, or those that it names; otherwise a few, drawn anew each time.
 */
class KillMatrixTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private static final int BUCKET = 3;
    /** What is written is read again at the end: enough for each step, and not more. */
    private static final Duration PAUSE = Duration.ofMillis(60);

    private static final int SOME = 1;
    private static final Duration BACK = MoverProcess.LEASE.plusSeconds(5);

    private final KillMatrix matrix = new KillMatrix();

    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void killedAnywhere_theBucketIsServedSoonAndNothingIsLost() throws Exception {
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), MYSQL.server(1), MYSQL.server(2))
                        .withApps(2);
                Cluster cluster =
                        new Cluster(system.cluster().config(), system.cluster().operator(), Changelogs.shipped());
                Agents ignored = Agents.start(system.cluster());
                Workload workload = Workload.start(
                        system.options().withHot(Set.of(BUCKET), 0.5).withPauseBetweenActs(PAUSE))) {
            Homes homes = new Homes(system, cluster);
            List<String> points = points(milestones(system, homes));
            for (String point : points) {
                killAt(point, system, cluster, homes);
            }

            WorkloadReport report = workload.stop();
            matrix.write(report);
            assertThat(report.violations()).isEmpty();
            // While nobody may touch the bucket a client may be told to come back; nothing else may go wrong.
            assertThat(report.failures()).allMatch(failure -> failure.status() == 503 && failure.bucket() == BUCKET);
            assertThat(report.failures()).noneMatch(failure -> failure.outcome() == Outcome.OPEN);
            assertThat(workload.audit(system.auditTarget()).problems()).isEmpty();
        }
    }

    private void killAt(String point, TestSystem system, Cluster cluster, Homes homes) throws Exception {
        String target = homes.live(BUCKET).get(0).value().equals("shard-a") ? "shard-b" : "shard-a";
        System.out.println("killed at " + point);
        try (MoverProcess mover = MoverProcess.start(system.folder(), BUCKET, target, point, "halt")) {
            assertThat(mover.awaitMilestone()).as(point).isTrue();
        }
        long killedAt = System.nanoTime();
        Eventually.within(
                BACK, () -> homes.isServed(BUCKET), "bucket " + BUCKET + " is served after a kill at " + point);
        Duration served = Duration.ofNanos(System.nanoTime() - killedAt);
        Move move = newest(cluster);
        MovePhase found = move.phase();
        MovePhase end = goOn(cluster, move);
        assertThat(end).as(point).isIn(MovePhase.SWITCHED, MovePhase.DONE);
        assertThat(homes.live(BUCKET)).hasToString("[" + target + "]");
        assertThat(homes.isServed(BUCKET)).isTrue();
        matrix.outcome(point, found, served, end);
    }

    private static MovePhase goOn(Cluster cluster, Move move) throws InterruptedException {
        Eventually.within(
                BACK, () -> cluster.journal().get(move.moveId()).leaseHolder().isEmpty(), "the lease runs out");
        return new MoveRunner(cluster, MoverProcess.options(), Milestones.none(), "the operator")
                .run(move.moveId(), new MoveProgress());
    }

    private static Move newest(Cluster cluster) {
        List<Move> moves = cluster.journal().all();
        return moves.get(moves.size() - 1);
    }

    /** As a move that nobody kills passes them. */
    private static List<String> milestones(TestSystem system, Homes homes) {
        String target = homes.live(BUCKET).get(0).value().equals("shard-a") ? "shard-b" : "shard-a";
        try (MoverProcess mover = MoverProcess.start(system.folder(), BUCKET, target, "nowhere", "nothing")) {
            return List.copyOf(new LinkedHashSet<>(mover.awaitEnd()));
        }
    }

    private static List<String> points(List<String> all) {
        assertThat(all)
                .contains("fence:before-act", "fence:after-act", "target-live:before-act", "switch:after-journal");
        String wanted = System.getProperty("tessera.move.points", "some");
        if (!wanted.equals("some")) {
            return wanted.equals("all") ? all : List.of(wanted.split(","));
        }
        long seed = new Random().nextLong();
        System.out.println("kill matrix: seed " + seed);
        List<String> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(seed));
        Set<String> some = new LinkedHashSet<>(List.of("fence:after-act", "target-live:after-act"));
        some.addAll(shuffled.subList(0, SOME));
        return List.copyOf(some);
    }
}
