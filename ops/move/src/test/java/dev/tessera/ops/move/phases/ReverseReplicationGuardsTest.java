package dev.tessera.ops.move.phases;

import static dev.tessera.ops.move.phases.TravellingBucket.OPTIONS;
import static dev.tessera.ops.move.phases.TravellingBucket.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.cutover.CutoverRecovery;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.transfer.spec.ForeignDdlException;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a reverse replication must never do: follow too early, too long, or beside somebody else. */
@ExtendWith(LeakCheck.class)
class ReverseReplicationGuardsTest {
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
    void streamThatWasTakenOver_writesNothingMore() throws Exception {
        Move there = bucket.move();
        try (ReverseReplicationStream zombie = ReverseReplicationStream.open(
                        cluster, there.moveId(), "an agent", OPTIONS)
                .orElseThrow()) {
            zombie.report();
            bucket.reverse(there);
            assertThatThrownBy(zombie::report).isInstanceOf(LeaseLostException.class);
            zombie.giveUp("it saw a fence");
        }
        assertThat(bucket.reverseReplication(there).state()).isEqualTo(ReverseReplicationState.TAKEN);
        assertThat(bucket.rows(mysql.server(0), "tessera")).contains("user-4");
    }

    @Test
    void streamBesideAReverse_commitsNothingMore() throws Exception {
        Move there = bucket.move();
        try (ReverseReplicationStream zombie = ReverseReplicationStream.open(
                        cluster, there.moveId(), "an agent", OPTIONS)
                .orElseThrow()) {
            zombie.report();
            Move back = bucket.open(TwoShardCluster.A, OpenReversePolicy.TAKEN);
            MoveSession.open(
                            new MoverContext(cluster, OPTIONS, Milestones.none(), "a mover"),
                            back.moveId(),
                            new MoveProgress())
                    .close();
            bucket.insert(mysql.server(1), 5);

            assertThatThrownBy(zombie::report).isInstanceOf(LeaseLostException.class);
            Eventually.within(
                    SOON,
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("tessera-apply-" + there.moveId())),
                    "it was refused");
        }
        assertThat(bucket.rows(mysql.server(0), there.frozenSchema())).doesNotContain("user-5");
    }

    @Test
    void nothingIsFollowed_beforeTheOriginalsWereCompared() throws Exception {
        Move there = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);
        assertThatThrownBy(() -> bucket.run(there, point -> {
                    if (point.equals("forget-schema-at-source-begun:before-journal")) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(bucket.phase(there)).isEqualTo(MovePhase.SWITCHED);
        assertThat(ReverseReplicationStream.open(cluster, there.moveId(), "an agent", OPTIONS))
                .isEmpty();

        OriginalsComparison.require(cluster, there.moveId(), "an agent", OPTIONS);

        ReverseReplicationStream.open(cluster, there.moveId(), "an agent", OPTIONS)
                .orElseThrow()
                .close();
    }

    @Test
    void anotherMove_closesTheReverseReplication_whenItSaysSo() throws Exception {
        Move there = bucket.move();
        assertThat(bucket.plan(TwoShardCluster.A, OpenReversePolicy.TAKEN).moves())
                .singleElement()
                .satisfies(planned -> assertThat(planned.reverses()).contains(there.moveId()));

        Move copied = bucket.run(bucket.open(TwoShardCluster.A, OpenReversePolicy.CLOSED), Milestones.none());

        assertThat(copied.reverses()).isEmpty();
        assertThat(bucket.reverseReplication(there).state()).isEqualTo(ReverseReplicationState.CLOSED);
        assertThat(bucket.reverseReplication(there).reason())
                .contains("move " + copied.moveId() + " moved the bucket again");
        assertThat(TravellingBucket.tablesIn(mysql.server(0), there.frozenSchema()))
                .as("its originals stay")
                .isNotEmpty();
        assertThat(bucket.complete(there)).isEqualTo(MovePhase.DONE);
    }

    /** A directory that was restored may still call it open. */
    @Test
    void bucketThatLeftMeanwhile_breaksTheReverseReplication() throws Exception {
        Move there = bucket.move();
        bucket.run(bucket.open(TwoShardCluster.A, OpenReversePolicy.CLOSED), Milestones.none());
        Move third = bucket.run(bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED), Milestones.none());
        bucket.tellDirectory(
                "update tessera_directory.reverse_replications set open_bucket = null, state = 'closed' where move_id = "
                        + third.moveId(),
                "update tessera_directory.reverse_replications set open_bucket = bucket, state = 'open' where move_id = "
                        + there.moveId());
        bucket.change(mysql.server(1), 5);
        String originals = bucket.rows(mysql.server(0), there.frozenSchema());

        assertThatThrownBy(() -> bucket.follow(there, () -> false)).isInstanceOf(ForeignDdlException.class);

        assertThat(bucket.rows(mysql.server(0), there.frozenSchema())).isEqualTo(originals);
    }

    /** The directory was restored from the first move's cutover, while the second had just frozen the bucket. */
    @Test
    void originalsOfACutoverThatIsLongOver_areNotGivenBack() throws Exception {
        Move there = bucket.move();
        bucket.insert(mysql.server(1), 5);
        Move back = bucket.open(TwoShardCluster.A, OpenReversePolicy.CLOSED);
        assertThatThrownBy(() -> bucket.run(back, point -> {
                    if (point.equals("fence:after-act")) {
                        throw new IllegalStateException("killed behind the fence");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        bucket.tellDirectory(
                "update tessera_directory.moves set phase = 'aborted', open_bucket = null where move_id = "
                        + back.moveId(),
                "update tessera_directory.moves set phase = 'cutover', open_bucket = bucket where move_id = "
                        + there.moveId(),
                "update tessera_directory.placements set shard = 'shard-a', epoch = 1, state = 'cutover'"
                        + " where bucket = '" + bucket.id() + "'");

        try (MoveSession session = MoveSession.open(
                new MoverContext(cluster, OPTIONS, Milestones.none(), "an agent"),
                there.moveId(),
                new MoveProgress())) {
            assertThatThrownBy(() -> new CutoverRecovery(session).recover())
                    .isInstanceOf(BrokenInvariantException.class)
                    .hasMessageContaining("nothing stands in tessera_in_" + there.moveId()
                            + " on shard-b, so the bucket has" + " lived there, and what stands in "
                            + there.frozenSchema() + " on shard-a is old");
        }
        assertThat(TravellingBucket.tablesIn(mysql.server(0), "tessera")).doesNotContain(bucket.users());
        assertThat(bucket.rows(mysql.server(1), back.frozenSchema())).contains("user-5");
    }

    @Test
    void rowThatAnAgentHasNoMemoryFor_breaksNoReverseReplication_andAnotherAgentGoesOn() throws Exception {
        Move there = bucket.move();
        mysql.server(1).execute("update tessera." + bucket.users() + " set display_name = repeat('ü€', 100)");
        MoveOptions small = OPTIONS.withTransfer(OPTIONS.transfer().withMemory(new StreamMemory(3_000)));
        List<String> said = new CopyOnWriteArrayList<>();
        Thread agent = new Thread(() -> {
            try {
                new Agent(
                                new MoverContext(cluster, small, Milestones.none(), "an agent"),
                                Duration.ofSeconds(1),
                                1,
                                said::add)
                        .run();
            } catch (InterruptedException e) {
                // That is its end.
            }
        });
        agent.start();
        try {
            Eventually.within(
                    SOON,
                    () -> bucket.reverseReplication(there).reason().orElse("").contains("an event of"),
                    () -> "hindered: " + bucket.reverseReplication(there));
        } finally {
            agent.interrupt();
            agent.join();
        }

        assertThat(bucket.reverseReplication(there).state()).isEqualTo(ReverseReplicationState.OPEN);
        assertThat(said)
                .anyMatch(line -> line.matches(Pattern.quote(there.describe() + " (the bucket lives on shard-b)")
                        + ": its reverse replication is hindered, and tried again: bucket " + bucket.id()
                        + ": an event of .* with rows of "
                        + bucket.users() + " has .*"))
                .noneMatch(line -> line.contains("broken"));
        bucket.follow(there, () -> bucket.rows(mysql.server(0), there.frozenSchema())
                .equals(bucket.rows(mysql.server(1), "tessera")));
    }
}
