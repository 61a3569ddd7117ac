package dev.tessera.ops.move.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MoveJournalTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final LeaseTerm LONG = LeaseTerm.of(Duration.ofSeconds(60));
    private static final LeaseTerm SHORT = LeaseTerm.of(Duration.ofMillis(300));

    private TwoShardCluster shards;
    private Cluster cluster;
    private BucketId bucket;
    private Move move;

    @BeforeEach
    void aMoveFromAToB() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        cluster = shards.cluster();
        bucket = shards.bucketOn(TwoShardCluster.A);
        move = open(0, Optional.empty());
    }

    @AfterEach
    void close() {
        shards.close();
    }

    @Test
    void secondMoveOfABucket_isRefused_byTheNumberOfTheFirst() {
        assertThatThrownBy(() -> open(0, Optional.empty()))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessage("bucket " + bucket + " is being moved already, by move " + move.moveId()
                        + "; resume or abort that one");
    }

    @Test
    void idOfAMove_isAboveEveryOneThatAShardRemembers() {
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", LONG);
        cluster.journal().transition(lease, MovePhase.PLANNED, MovePhase.ABORTED);

        assertThat(open(4711, Optional.empty()).moveId()).isEqualTo(4712);
    }

    @Test
    void lease_isHeldByOneAtATime_andTakenOverWhenItRunsOut() {
        Lease first = cluster.journal().acquire(move.moveId(), "ann", SHORT);
        assertThatThrownBy(() -> cluster.journal().acquire(move.moveId(), "bob", LONG))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessage("move " + move.moveId() + " of bucket " + bucket
                        + " from shard-a to shard-b is worked at by ann");

        Eventually.within(
                Duration.ofSeconds(5),
                () -> cluster.journal().get(move.moveId()).leaseHolder().isEmpty(),
                "the lease runs out");
        Lease second = cluster.journal().acquire(move.moveId(), "bob", LONG);

        assertThat(second.epoch()).isGreaterThan(first.epoch());
        assertThatThrownBy(() -> cluster.journal().transition(first, MovePhase.PLANNED, MovePhase.COPYING))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> cluster.journal()
                        .recordStep(first, MovePhase.PLANNED, MoveStepName.COPY, MoveStepState.BEGUN, Optional.empty()))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> cluster.placements().beginCutover(first, move, "", LONG))
                .isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> cluster.ledger().willMake(first, move, move.source(), move.frozenSchema()))
                .isInstanceOf(LeaseLostException.class);
        assertThat(cluster.ledger().due(move.moveId())).isEmpty();
        assertThat(cluster.journal().get(move.moveId()).phase()).isEqualTo(MovePhase.PLANNED);
    }

    @Test
    void publishedSwitch_isSeenWithANewVersionAndEpoch_andChangesNothingWhenRepeated() {
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", LONG);
        cluster.placements().beginCutover(lease, move, "", LONG);
        assertThat(placement().state()).isEqualTo(PlacementState.CUTOVER);
        Placement home = new Placement(bucket, TwoShardCluster.B, 7, PlacementState.LIVE);

        cluster.placements().publishSwitch(lease, move, List.of(home), "", LONG);
        cluster.placements().publishSwitch(lease, move, List.of(home), "", LONG);

        assertThat(placement()).isEqualTo(home);
    }

    @Test
    void smallerEpoch_isNeverPublished() {
        cluster.placements().correct(List.of(new Placement(bucket, TwoShardCluster.B, 9, PlacementState.LIVE)));
        cluster.placements().correct(List.of(new Placement(bucket, TwoShardCluster.A, 8, PlacementState.LIVE)));

        assertThat(placement()).isEqualTo(new Placement(bucket, TwoShardCluster.B, 9, PlacementState.LIVE));
    }

    @Test
    void pause_undoesNoDesiredStateToAbort_andIsNothingForAMoveThatIsOver() {
        assertThat(cluster.journal().pause(move.moveId())).isTrue();
        assertThat(cluster.journal().pause(move.moveId())).as("once more").isTrue();
        assertThat(cluster.journal().get(move.moveId()).desiredState()).isEqualTo(DesiredState.PAUSE);

        cluster.journal().requestState(move.moveId(), DesiredState.ABORT);
        assertThat(cluster.journal().pause(move.moveId())).isFalse();
        assertThat(cluster.journal().get(move.moveId()).desiredState()).isEqualTo(DesiredState.ABORT);

        cluster.journal().requestState(move.moveId(), DesiredState.RUN);
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", LONG);
        cluster.journal().transition(lease, MovePhase.PLANNED, MovePhase.ABORTED);
        assertThat(cluster.journal().pause(move.moveId())).isFalse();
        assertThat(cluster.journal().get(move.moveId()).desiredState()).isEqualTo(DesiredState.RUN);
    }

    @Test
    void stepsAreNumberedInTheirOrder() {
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", LONG);
        cluster.journal()
                .recordStep(lease, MovePhase.COPYING, MoveStepName.COPY, MoveStepState.BEGUN, Optional.empty());
        cluster.journal()
                .recordStep(lease, MovePhase.COPYING, MoveStepName.COPY, MoveStepState.DONE, Optional.of("17 rows"));

        assertThat(cluster.journal().steps(move.moveId()))
                .extracting(MoveStep::number, MoveStep::step, MoveStep::state, MoveStep::note)
                .containsExactly(
                        tuple(1, "copy", "begun", Optional.empty()), tuple(2, "copy", "done", Optional.of("17 rows")));
    }

    @Test
    void limitsOfAMove_areThereFromItsFirstMoment() {
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", LONG);
        cluster.journal().transition(lease, MovePhase.PLANNED, MovePhase.ABORTED);

        assertThat(move.throttle()).isEmpty();
        assertThat(open(0, Optional.of("{\"history\": 7}")).throttle()).contains("{\"history\": 7}");
    }

    @Test
    void illegalTransition_isRefusedBeforeAnythingIsWritten() {
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", LONG);

        assertThatThrownBy(() -> cluster.journal().transition(lease, MovePhase.COPYING, MovePhase.SWITCHED))
                .isInstanceOf(IllegalStateException.class);
    }

    private Placement placement() {
        return cluster.placements().find(bucket).orElseThrow();
    }

    private Move open(long highestSeen, Optional<String> throttle) {
        return cluster.registry()
                .open(
                        new MoveRequest(
                                bucket,
                                Optional.empty(),
                                TwoShardCluster.A,
                                TwoShardCluster.B,
                                1,
                                CutoverMode.AUTO,
                                throttle,
                                Optional.empty(),
                                true,
                                Duration.ZERO,
                                Optional.empty(),
                                "a test"),
                        highestSeen);
    }
}
