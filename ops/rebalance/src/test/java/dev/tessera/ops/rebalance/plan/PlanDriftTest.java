package dev.tessera.ops.rebalance.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What has changed since a plan with splits was made. */
class PlanDriftTest {
    private static final ShardName A = SplitPlans.A;
    private static final ShardName B = SplitPlans.B;
    private static final String NEW_ONE = "the plan rests on what isn't so any more; make a new one";
    private static final Placement LARGE = placement(SplitPlans.LARGE, A, 3);
    private static final Placement MOVED = placement(SplitPlans.MOVED, A, 3);

    @Test
    void nothingThatHappened_isNoDrift() {
        assertThat(drift(List.of(LARGE, MOVED), List.of(), List.of())).isEmpty();
    }

    @Test
    void ownSplit_isNoDrift_afterAnyOfItsSteps() {
        List<Placement> first = List.of(
                placement(new BucketId(0, 1364), A, 4),
                placement(new BucketId(1365, 4095), A, 4),
                placement(new BucketId(4096, 5460), A, 4),
                placement(new BucketId(5461, 8191), A, 4),
                MOVED);
        assertThat(drift(first, List.of(), List.of())).isEmpty();
        List<Placement> second = new ArrayList<>(first);
        second.remove(1);
        second.add(placement(new BucketId(1365, 2729), A, 5));
        second.add(placement(new BucketId(2730, 4095), A, 5));
        assertThat(drift(second, List.of(), List.of())).isEmpty();
    }

    @Test
    void ownMoveBeforeASplit_theSplitThere_andTheMoveOfAPart_areNoDrift() {
        Move first = move(1, SplitPlans.MOVED, A, B, MovePhase.DONE, 4);
        assertThat(drift(List.of(LARGE, placement(SplitPlans.MOVED, B, 4)), List.of(first), List.of()))
                .isEmpty();
        Placement low = placement(SplitPlans.MOVED_LOW, B, 5);
        assertThat(drift(List.of(LARGE, low, placement(SplitPlans.MOVED_HIGH, B, 5)), List.of(first), List.of()))
                .isEmpty();
        Move back = move(2, SplitPlans.MOVED_HIGH, B, A, MovePhase.SWITCHED, 6);
        assertThat(drift(List.of(LARGE, low, placement(SplitPlans.MOVED_HIGH, A, 6)), List.of(first, back), List.of()))
                .isEmpty();
    }

    @Test
    void splitThatThePlanDoesNotMake_isDrift() {
        assertThat(drift(
                        List.of(placement(new BucketId(0, 99), A, 4), placement(new BucketId(100, 8191), A, 4), MOVED),
                        List.of(),
                        List.of()))
                .containsExactly(
                        "bucket 00000_00099 holds slots of 00000_08191, and the plan doesn't make it of that",
                        "bucket 00100_08191 holds slots of 00000_08191, and the plan doesn't make it of that",
                        NEW_ONE);
    }

    @Test
    void splitOnAnotherShardThanPlanned_andAPartThatSomebodyMoved_areDrift() {
        Move taken = move(7, SplitPlans.MOVED_LOW, B, A, MovePhase.SWITCHED, 6);
        assertThat(drift(
                        List.of(LARGE, placement(SplitPlans.MOVED_LOW, A, 6), placement(SplitPlans.MOVED_HIGH, B, 5)),
                        List.of(),
                        List.of(taken)))
                .containsExactly(
                        "bucket 08192_12287 lives on shard-a with epoch 6, and the plan rests on its split of 08192_16383 on"
                                + " shard-b: move 7 of bucket 08192_12287 from shard-b to shard-a, switched, begun by ann@ops-1"
                                + " at 1970-01-01T00:00:00Z",
                        NEW_ONE);
    }

    @Test
    void openMoveOfAPartBySomebodyElse_isDrift() {
        Move open = move(8, SplitPlans.MOVED_LOW, B, A, MovePhase.COPYING, 0);
        assertThat(drift(
                        List.of(LARGE, placement(SplitPlans.MOVED_LOW, B, 5), placement(SplitPlans.MOVED_HIGH, B, 5)),
                        List.of(),
                        List.of(open)))
                .containsExactly(
                        "move 8 of bucket 08192_12287 from shard-b to shard-a is copying, begun by ann@ops-1 at"
                                + " 1970-01-01T00:00:00Z",
                        NEW_ONE);
    }

    /** A directory that fell behind: the parts can't be older than what they were made of. */
    @Test
    void partsWithAnEpochThatIsNotAboveTheBuckets_areDrift() {
        assertThat(drift(
                        List.of(LARGE, placement(SplitPlans.MOVED_LOW, B, 3), placement(SplitPlans.MOVED_HIGH, B, 5)),
                        List.of(),
                        List.of()))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("bucket 08192_12287 lives on shard-b with epoch 3");
    }

    @Test
    void mergeOfABucketThatThePlanMoves_isNamed() {
        SavedPlan plan = new SavedPlan(
                SplitPlans.PLAN.cluster(),
                SplitPlans.PLAN.madeAt(),
                SplitPlans.PLAN.asked(),
                1,
                SplitPlans.PLAN.tolerance(),
                SplitPlans.PLAN.shards(),
                SplitPlans.PLAN.buckets(),
                List.of(),
                List.of(),
                0);
        assertThat(new PlanDrift(plan, List.of(placement(new BucketId(0, 16383), A, 4)), shards(), List.of(), List.of())
                        .find())
                .containsExactly(
                        "bucket 00000_08191 isn't in the directory; its slots are in [00000_16383]",
                        "bucket 08192_16383 isn't in the directory; its slots are in [00000_16383]",
                        NEW_ONE);
    }

    private static List<String> drift(List<Placement> now, List<Move> own, List<Move> foreign) {
        List<Move> all = new ArrayList<>(own);
        all.addAll(foreign);
        return new PlanDrift(SplitPlans.PLAN, now, shards(), all, own).find();
    }

    private static List<ShardRow> shards() {
        return List.of(
                new ShardRow(A, ServerAddress.parse("127.0.0.1:1"), ShardState.OPEN),
                new ShardRow(B, ServerAddress.parse("127.0.0.1:2"), ShardState.OPEN));
    }

    private static Placement placement(BucketId bucket, ShardName shard, long epoch) {
        return new Placement(bucket, shard, epoch, PlacementState.LIVE);
    }

    private static Move move(long id, BucketId bucket, ShardName from, ShardName to, MovePhase phase, long homeEpoch) {
        return new Move(
                id,
                bucket,
                new TreeSet<>(Set.of(bucket)),
                new TreeSet<>(Set.of(bucket)),
                from,
                to,
                phase,
                1,
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                homeEpoch,
                DesiredState.RUN,
                CutoverMode.AUTO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "ann@ops-1",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
