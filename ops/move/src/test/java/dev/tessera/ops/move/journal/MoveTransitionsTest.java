package dev.tessera.ops.move.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.moves.MoveTransitions;
import dev.tessera.migrations.view.MigrationBlocker;
import dev.tessera.migrations.view.MigrationBlockers;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one class changes of a move's state, and what migrations conclude from that state. */
@ExtendWith(LeakCheck.class)
class MoveTransitionsTest {
    private static final int DIRECTORY_VERSION = 10;
    private static final LeaseTerm TERM = LeaseTerm.of(Duration.ofSeconds(60));

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TwoShardCluster shards;
    private Cluster cluster;
    private MoveTransitions transitions;
    private Move move;

    @BeforeEach
    void aMove() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        cluster = shards.cluster();
        transitions = cluster.directory().transitions();
        move = cluster.registry()
                .open(
                        MoveRequest.plain(
                                shards.bucketOn(TwoShardCluster.A),
                                TwoShardCluster.A,
                                TwoShardCluster.B,
                                1,
                                CutoverMode.AUTO,
                                "a test"),
                        0);
    }

    @AfterEach
    void close() {
        shards.close();
    }

    @Test
    void switchIsPublishedOnce_andOnlyFromTheCutover() {
        assertThat(transitions.publishSwitch(cluster.directory()::update, move.moveId(), "uuid:1"))
                .as("it is planned")
                .isFalse();
        assertThat(phase()).isEqualTo(MovePhase.PLANNED);

        becomesSwitched();

        assertThat(transitions.publishSwitch(cluster.directory()::update, move.moveId(), "uuid:2"))
                .as("done before")
                .isFalse();
        assertThat(cluster.journal().get(move.moveId()).switchGtidSet()).contains("uuid:1");
    }

    @Test
    void illegalTransition_isNeverSent() {
        assertThatThrownBy(() -> transitions.advance(
                        cluster.directory()::update, move.moveId(), 1, "x", MovePhase.PLANNED, MovePhase.SWITCHED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a move never goes from PLANNED to SWITCHED");
        assertThatThrownBy(() -> transitions.endReverseReplication(
                        cluster.directory()::update, move.moveId(), ReverseReplicationState.OPEN, "again"))
                .hasMessage("a reverse replication never becomes OPEN");
    }

    @Test
    void reverseReplicationThatHasEnded_staysAsItIs_andAnOldStreamBreaksNone() {
        becomesSwitched();
        transitions.openReverseReplication(cluster.directory()::update, move.moveId());
        long before = cluster.reverseReplications().revokeStreams(move.moveId()) - 1;

        transitions.breakReverseReplication(cluster.directory()::update, move.moveId(), before, "an old stream");
        assertThat(state()).isEqualTo(ReverseReplicationState.OPEN);

        transitions.endReverseReplicationOf(
                cluster.directory()::update, move.bucket(), ReverseReplicationState.CLOSED, "a test");
        transitions.endReverseReplication(
                cluster.directory()::update, move.moveId(), ReverseReplicationState.ENDED, "too late");
        assertThat(state()).isEqualTo(ReverseReplicationState.CLOSED);
    }

    @Test
    void migration_isRefusedByTheStateOfTheMove_andSaysWhatToDo() {
        String bucket = "bucket " + move.bucket();
        assertThat(blocker()).contains(bucket + " is being moved by move " + move.moveId() + " (planned)");

        Lease lease = becomesSwitched();
        assertThat(blocker()).contains(bucket + ": move " + move.moveId() + " is being worked at");

        cluster.journal()
                .recordStep(
                        lease,
                        MovePhase.SWITCHED,
                        MoveStepName.COMPARE_AFTER_SWITCH,
                        MoveStepState.DONE,
                        Optional.empty());
        cluster.journal().release(lease);
        assertThat(blocker())
                .contains(bucket + " wasn't compared whole yet after move " + move.moveId() + "; `shardctl move resume "
                        + move.moveId() + "` does that");

        Lease again = cluster.journal().acquire(move.moveId(), "a test", TERM);
        cluster.journal()
                .recordStep(
                        again, MovePhase.SWITCHED, MoveStepName.COMPARED_WHOLE, MoveStepState.DONE, Optional.empty());
        cluster.journal().release(again);
        transitions.openReverseReplication(cluster.directory()::update, move.moveId());
        assertThat(blocker())
                .contains(bucket + " can still go back by move " + move.moveId()
                        + ", and this would end that; say --drop-reverse-replication, or `shardctl move reverse "
                        + move.moveId() + "`, or `shardctl move complete " + move.moveId() + "` first");

        transitions.endReverseReplicationOf(
                cluster.directory()::update, move.bucket(), ReverseReplicationState.CLOSED, "a test");
        assertThat(blocker()).isEmpty();
    }

    private Lease becomesSwitched() {
        Lease lease = cluster.journal().acquire(move.moveId(), "a test", TERM);
        cluster.journal().transition(lease, MovePhase.PLANNED, MovePhase.CATCHING_UP);
        cluster.journal().transition(lease, MovePhase.CATCHING_UP, MovePhase.VERIFYING);
        cluster.journal().transition(lease, MovePhase.VERIFYING, MovePhase.CUTOVER);
        assertThat(transitions.publishSwitch(cluster.directory()::update, move.moveId(), "uuid:1"))
                .isTrue();
        return lease;
    }

    private MovePhase phase() {
        return cluster.journal().get(move.moveId()).phase();
    }

    private ReverseReplicationState state() {
        return cluster.reverseReplications().find(move.moveId()).orElseThrow().state();
    }

    private Optional<String> blocker() {
        return cluster.directory().inTransaction(session -> new MigrationBlockers(
                        session, cluster.config().directory().schema())
                .of(move.bucket(), DIRECTORY_VERSION)
                .map(MigrationBlocker::reason));
    }

    /** The directory was restarted while this process did nothing. */
    @Test
    void claimOfAProcess_outlivesABrokenConnection() {
        MoveClaim before = cluster.claims().of("a test");
        mysql.server(0).restart();

        assertThat(cluster.claims().of("a test")).isEqualTo(before);
    }
}
