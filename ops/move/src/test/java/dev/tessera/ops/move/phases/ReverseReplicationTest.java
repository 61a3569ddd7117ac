package dev.tessera.ops.move.phases;

import static dev.tessera.ops.move.phases.TravellingBucket.OPTIONS;
import static dev.tessera.ops.move.phases.TravellingBucket.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.ops.move.repair.Finding;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bucket goes from shard-a to shard-b, is written to there, and goes back. */
@ExtendWith(LeakCheck.class)
class ReverseReplicationTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TravellingBucket bucket;
    private Cluster cluster;

    @BeforeEach
    void aBucketWithRows() {
        bucket = new TravellingBucket(mysql.server(0), mysql.server(1));
        cluster = bucket.cluster();
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void whatWasWrittenSince_isThere_whenTheBucketGoesBack_asOftenAsItGoes() throws Exception {
        Move there = bucket.move();
        bucket.change(mysql.server(1), 5);
        String written = bucket.rows(mysql.server(1), "tessera");

        Move back = bucket.reverse(there);

        assertThat(bucket.rows(mysql.server(0), "tessera")).isEqualTo(written);
        assertThat(bucket.phase(there)).isEqualTo(MovePhase.REVERSED);
        assertThat(bucket.reverseReplication(there).state()).isEqualTo(ReverseReplicationState.TAKEN);
        assertThat(bucket.home()).isEqualTo(TwoShardCluster.A);
        bucket.change(mysql.server(0), 6);
        written = bucket.rows(mysql.server(0), "tessera");

        Move again = bucket.reverse(back);

        assertThat(bucket.rows(mysql.server(1), "tessera")).isEqualTo(written);
        assertThat(bucket.phase(back)).isEqualTo(MovePhase.REVERSED);
        assertThat(bucket.home()).isEqualTo(TwoShardCluster.B);
        assertThat(bucket.complete(again)).isEqualTo(MovePhase.DONE);
        assertThat(bucket.complete(there)).as("nothing is left to drop").isEqualTo(MovePhase.REVERSED);
        assertThat(TravellingBucket.schemas(mysql.server(0)) + TravellingBucket.schemas(mysql.server(1)))
                .isEmpty();
    }

    @Test
    void completionThatDiedWhileItDropped_isRunAgainToItsEnd() throws Exception {
        Move there = bucket.move();
        Set<String> diedAt = new LinkedHashSet<>();
        while (bucket.phase(there) != MovePhase.DONE) {
            try {
                new Completion(new MoverContext(
                                cluster,
                                OPTIONS,
                                point -> {
                                    if ((point.startsWith("drop-") || point.startsWith("phase-DONE:before"))
                                            && diedAt.add(point)) {
                                        throw new IllegalStateException("killed at " + point);
                                    }
                                },
                                "a test"))
                        .run(there.moveId());
            } catch (IllegalStateException killed) {
                assertThat(killed).hasMessageStartingWith("killed at");
            }
        }

        assertThat(diedAt).hasSizeGreaterThan(8);
        assertThat(TravellingBucket.schemas(mysql.server(0)) + TravellingBucket.schemas(mysql.server(1)))
                .isEmpty();
    }

    /** On a machine under load this lasts longer than a doctor looks. */
    @Test
    void schemasThatAReverseIsAboutToClear_areNotCalledLeftOver() throws Exception {
        Move there = bucket.move();
        Move back = bucket.open(there.source(), OpenReversePolicy.TAKEN);
        Doctor doctor = new Doctor(new MoverContext(cluster, OPTIONS, Milestones.none(), "a doctor"));
        List<Finding> findings = new ArrayList<>();
        List<String> looked = new ArrayList<>();

        bucket.run(back, point -> {
            if (point.startsWith("drop-") && point.endsWith(":before-act")) {
                assertThat(bucket.phase(there)).isEqualTo(MovePhase.REVERSED);
                looked.add(point);
                findings.addAll(examine(doctor));
            }
        });

        assertThat(looked).hasSize(2);
        assertThat(findings).isEmpty();
        assertThat(doctor.examine()).isEmpty();
    }

    private static List<Finding> examine(Doctor doctor) {
        try {
            return doctor.examine();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void originals_areKeptUpToDate_byAStreamThatCanBeInterrupted() throws Exception {
        Move there = bucket.move();
        bucket.change(mysql.server(1), 5);
        bucket.follow(there, () -> bucket.rows(mysql.server(0), there.frozenSchema())
                .equals(bucket.rows(mysql.server(1), "tessera")));
        assertThat(bucket.reverseReplication(there).behind()).isPresent();
        assertThat(bucket.reverseReplication(there).holder())
                .as("given back at once")
                .isEmpty();
        bucket.change(mysql.server(1), 6);

        bucket.follow(there, () -> bucket.rows(mysql.server(0), there.frozenSchema())
                .equals(bucket.rows(mysql.server(1), "tessera")));
    }

    @Test
    void pauseThatComesTooLate_holdsNobodyUp() throws Exception {
        Move there = bucket.move();
        cluster.journal().requestState(there.moveId(), DesiredState.PAUSE);

        Move now = assertTimeoutPreemptively(SOON, () -> bucket.run(there, Milestones.none()));

        assertThat(now.phase()).isEqualTo(MovePhase.SWITCHED);
    }

    /** It read its cluster.yml before the shard was added. */
    @Test
    void agentThatDoesNotKnowTheNewShard_leavesTheReverseReplicationToOthers() throws Exception {
        Move there = bucket.move();
        List<ShardConfig> older = cluster.config().shards().stream()
                .filter(shard -> shard.name().equals(TwoShardCluster.A))
                .toList();
        try (Cluster before = new Cluster(cluster.config().of(older), cluster.operator(), cluster.changelogs())) {
            Agent agent =
                    new Agent(new MoverContext(before, OPTIONS, Milestones.none(), "a test"), SOON, 1, text -> {});
            Thread thread = new Thread(() -> run(agent), "an agent");
            thread.start();
            Eventually.within(
                    SOON,
                    () -> bucket.reverseReplication(there).reason().orElse("").contains("not in the cluster.yml"),
                    "it has tried, and says why it can't");
            thread.interrupt();
            thread.join();
        }
        assertThat(bucket.reverseReplication(there).state()).isEqualTo(ReverseReplicationState.OPEN);

        assertThat(bucket.reverse(there).phase()).isEqualTo(MovePhase.SWITCHED);
    }

    private static void run(Agent agent) {
        try {
            agent.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void clientThatWritesTheMomentTheTargetIsLive_isCarriedBack() throws Exception {
        Move there = bucket.run(bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED), point -> {
            if (point.equals("target-live:after-act")) {
                bucket.insert(mysql.server(1), 77);
            }
        });

        bucket.reverse(there);

        assertThat(bucket.rows(mysql.server(0), "tessera")).contains("user-77");
    }

    @Test
    void clientThatWritesBeforeADeadMoversSwitchIsPublished_isCarriedBack() throws Exception {
        Move there = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);
        assertThatThrownBy(() -> bucket.run(there, point -> {
                    if (point.equals("target-live:after-act")) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        bucket.insert(mysql.server(1), 77);
        bucket.run(there, Milestones.none());
        bucket.insert(mysql.server(1), 78);

        bucket.reverse(there);

        assertThat(bucket.rows(mysql.server(0), "tessera")).contains("user-77", "user-78");
    }

    @Test
    void reverseThatIsGivenUp_leavesTheReverseReplicationOpen() throws Exception {
        Move there = bucket.move();
        Move back = bucket.open(TwoShardCluster.A, OpenReversePolicy.TAKEN);
        assertThat(back.reverses()).contains(there.moveId());
        cluster.journal().setCutoverMode(back.moveId(), CutoverMode.MANUAL);
        assertThatThrownBy(() -> bucket.complete(there))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("move " + back.moveId() + " is bringing its originals back");
        assertThat(ReverseReplicationStream.open(cluster, there.moveId(), "an agent", OPTIONS))
                .isEmpty();

        new Abortion(new MoverContext(cluster, OPTIONS, Milestones.none(), "a test")).run(back.moveId());

        assertThat(bucket.phase(back)).isEqualTo(MovePhase.ABORTED);
        assertThat(bucket.reverseReplication(there).isOpen()).isTrue();
        bucket.change(mysql.server(1), 5);
        bucket.follow(there, () -> bucket.rows(mysql.server(0), there.frozenSchema())
                .equals(bucket.rows(mysql.server(1), "tessera")));
        bucket.reverse(there);
        assertThat(bucket.rows(mysql.server(0), "tessera")).contains("user-5");
    }

    @Test
    void fenceThatWasGivenBack_doesNotBreakTheStream() throws Exception {
        Move there = bucket.move();
        Move back = bucket.open(TwoShardCluster.A, OpenReversePolicy.TAKEN);
        assertThatThrownBy(() -> bucket.run(back, point -> {
                    if (point.equals("recheck:after-act")) {
                        throw new IllegalStateException("killed behind the fence");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        new Abortion(new MoverContext(cluster, OPTIONS, Milestones.none(), "a test")).run(back.moveId());
        bucket.change(mysql.server(1), 5);

        bucket.follow(there, () -> bucket.rows(mysql.server(0), there.frozenSchema())
                .equals(bucket.rows(mysql.server(1), "tessera")));
    }
}
