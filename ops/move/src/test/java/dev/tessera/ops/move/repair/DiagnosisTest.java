package dev.tessera.ops.move.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final BucketId BUCKET = new BucketId(1024, 2047);
    private static final BucketId NEIGHBOUR = new BucketId(2048, 3071);

    private final SortedMap<BucketId, Placement> placements = new TreeMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<ReverseReplication> reverseReplications = new ArrayList<>();
    private final SortedMap<ShardName, ShardSurvey> shards = new TreeMap<>();
    private final SortedMap<Long, List<CleanupLedger.Item>> due = new TreeMap<>();
    private final Map<ShardName, String> unreachable = new TreeMap<>();

    @Test
    void wholeCluster_hasNoFindings() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L), true, BUCKET);
        shard(B, Map.of(), true);

        assertThat(findings()).isEmpty();
    }

    @Test
    void originalsThatGrowOld_areNamed() {
        reverseReplications.add(reverseReplication(5, ReverseReplicationState.OPEN, Duration.ofMinutes(6)));
        reverseReplications.add(reverseReplication(6, ReverseReplicationState.OPEN, Duration.ofMinutes(4)));
        reverseReplications.add(reverseReplication(7, ReverseReplicationState.BROKEN, Duration.ZERO));
        reverseReplications.add(reverseReplication(8, ReverseReplicationState.CLOSED, Duration.ofDays(6)));

        assertThat(findings())
                .extracting(Finding::rule, Finding::text, Finding::repair)
                .containsExactly(
                        tuple(
                                "unfollowed-reverse-replication",
                                "move 5 of bucket 01024_02047 can be reversed, and no agent keeps its originals up to date: they are"
                                        + " followed again when one runs, as long as the new home has its binlogs; a reason",
                                Optional.empty()),
                        tuple(
                                "broken-reverse-replication",
                                "move 7 of bucket 01024_02047 can't be reversed: a reason; `shardctl move complete 7` drops its"
                                        + " originals",
                                Optional.empty()));
    }

    @Test
    void bucketWithTwoHomes_leavesTheOneWithTheLowerEpoch() {
        place(BUCKET, B, 4, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L), true, BUCKET);
        shard(B, Map.of(BUCKET, 4L), true, BUCKET);

        assertThat(findings())
                .containsExactly(Finding.of(
                                "two-homes",
                                "bucket 01024_02047 has live tables on shard-b (epoch 4) and shard-a (epoch 3)",
                                new Repair.RenameAway(BUCKET, A))
                        .about(BUCKET));
    }

    @Test
    void bucketWithTwoHomesOfOneEpoch_isLeftToPeople() {
        place(BUCKET, B, 4, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 4L), true, BUCKET);
        shard(B, Map.of(BUCKET, 4L), true, BUCKET);

        assertThat(findings())
                .extracting(Finding::rule, Finding::repair)
                .containsExactly(tuple("two-homes", Optional.empty()));
    }

    @Test
    void directoryThatNamesTheRightHomeWithAnEpochFromBefore_isPutRight() {
        place(BUCKET, A, 1, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L), true, BUCKET);
        shard(B, Map.of(BUCKET, 2L), true);

        assertThat(findings())
                .containsExactly(Finding.of(
                                "old-epoch",
                                "bucket 01024_02047 lives on shard-a since epoch 3, and the directory publishes epoch 1",
                                Repair.CorrectPlacements.of(BUCKET, A))
                        .about(BUCKET));
    }

    @Test
    void directoryThatLostAFlip_isPutRightFromTheShards() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L), true);
        shard(B, Map.of(BUCKET, 4L), true, BUCKET);

        assertThat(findings())
                .containsExactly(Finding.of(
                                "wrong-placement",
                                "bucket 01024_02047 lives on shard-b, and the directory says shard-a",
                                Repair.CorrectPlacements.of(BUCKET, B))
                        .about(BUCKET));
    }

    @Test
    void whatStandsOnAnUnknownServer_isNotPublishedBeforeItIsReconciled() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        shard(A, Map.of(), true);
        shard(B, Map.of(BUCKET, 4L), false, BUCKET);

        assertThat(findings())
                .extracting(Finding::rule, Finding::repair)
                .containsExactly(
                        tuple("unknown-server", Optional.of(new Repair.Reconcile(B))),
                        tuple("wrong-placement", Optional.empty()));
    }

    @Test
    void abandonedCutover_isSettled_andItsBucketIsNotJudgedBefore() {
        place(BUCKET, A, 3, PlacementState.CUTOVER);
        shard(A, Map.of(BUCKET, 3L), true);
        shard(B, Map.of(), true);
        moves.add(move(5, MovePhase.CUTOVER));

        assertThat(findings())
                .containsExactly(Finding.of(
                                "abandoned-cutover",
                                "move 5 of bucket 01024_02047 from shard-a to shard-b is in its cutover, and no process works at it",
                                Repair.RecoverCutover.of(moves.get(0)))
                        .about(BUCKET));
    }

    @Test
    void cutoverThatNoMoveKnows_isEnded() {
        place(BUCKET, A, 3, PlacementState.CUTOVER);
        shard(A, Map.of(BUCKET, 3L), true, BUCKET);
        shard(B, Map.of(), true);

        assertThat(findings()).extracting(Finding::repair).containsExactly(Optional.of(new Repair.EndCutover(BUCKET)));
    }

    @Test
    void bucketWithoutAHome_isNamed_butNotWhileAShardIsAway() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L), true);
        assertThat(findings()).extracting(Finding::rule).containsExactly("no-home");

        unreachable.put(B, "it doesn't answer");
        assertThat(findings()).extracting(Finding::rule).containsExactly("unreachable");
    }

    @Test
    void liveTablesThatTheDirectoryDoesNotKnow_areNamed_withTheBucketsThatHaveTheirSlots() {
        BucketId half = new BucketId(1536, 2047);
        place(BUCKET, A, 3, PlacementState.LIVE);
        place(NEIGHBOUR, A, 3, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L, NEIGHBOUR, 3L), true, BUCKET, NEIGHBOUR);
        shard(B, Map.of(half, 4L), true, half);

        assertThat(findings())
                .containsExactly(
                        Finding.forPeople(
                                        "slots-without-home",
                                        "the live buckets are not all slots once each, and nothing is changed: slots 1024"
                                                + " to 1535 have no home that is theirs alone: there are live tables of"
                                                + " 01024_02047 on shard-a at epoch 3")
                                .about(half),
                        Finding.forPeople(
                                        "unknown-bucket",
                                        "shard-b has live tables of bucket 01536_02047, which the directory doesn't know: it has"
                                                + " these slots in bucket 01024_02047 on shard-a")
                                .about(half)
                                .about(BUCKET));
    }

    @Test
    void schemaOfAMoveThatIsOver_isNamed_butNotThatOfAnOpenOne() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        SortedMap<String, SortedMap<BucketId, SortedSet<String>>> carried = new TreeMap<>();
        carried.put("tessera_in_5", new TreeMap<>());
        carried.put("tessera_in_6", new TreeMap<>());
        shard(A, Map.of(BUCKET, 3L), true, BUCKET);
        shards.put(B, new ShardSurvey(B, "uuid-b", true, new TreeMap<>(), Map.of(), Set.of(), carried));
        moves.add(move(5, MovePhase.ABORTED));
        moves.add(move(6, MovePhase.COPYING));

        assertThat(findings())
                .extracting(Finding::rule)
                .containsExactlyInAnyOrder("interrupted-move", "leftover-schema");
    }

    /** Its mover lost a server, gave the bucket back and tries again; another's row is the same, and nobody has it. */
    @Test
    void cutoverThatWasGivenBack_isLeftToItsMover_asLongAsThatLives() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        shard(A, Map.of(BUCKET, 3L), true, BUCKET);
        shard(B, Map.of(), true);
        moves.add(move(5, MovePhase.CUTOVER, Optional.of(new MoveClaim("a-token", "a mover"))));
        assertThat(findings()).isEmpty();

        moves.set(0, move(5, MovePhase.CUTOVER));
        assertThat(findings()).extracting(Finding::rule).containsExactly("abandoned-cutover");

        moves.set(0, move(5, MovePhase.CUTOVER, Optional.of(new MoveClaim("a-token", "a mover"))));
        place(BUCKET, A, 3, PlacementState.CUTOVER);
        assertThat(findings()).as("clients wait").extracting(Finding::rule).containsExactly("abandoned-cutover");
    }

    @Test
    void bucketThatIsBeingMade_hasNoSchemaVersionYet() {
        place(BUCKET, A, 1, PlacementState.CREATING);
        shards.put(A, new ShardSurvey(A, "uuid", true, live(BUCKET), Map.of(), Set.of(), new TreeMap<>()));
        assertThat(findings()).isEmpty();

        place(BUCKET, A, 1, PlacementState.LIVE);
        assertThat(findings()).extracting(Finding::rule).containsExactly("no-schema-version");
    }

    /** What counts is what the directory says, not time nor progress. */
    @Test
    void bucketOfWhichTheDirectorySaysSomethingNew_isNoBasisForAFinding() {
        place(BUCKET, A, 3, PlacementState.LIVE);
        place(NEIGHBOUR, A, 3, PlacementState.LIVE);
        DirectorySnapshot before = directory();
        ClusterSurvey calm = new ClusterSurvey(before, before.changedSince(before), shards, unreachable);
        place(BUCKET, A, 3, PlacementState.CUTOVER);
        moves.add(move(5, MovePhase.CUTOVER));
        DirectorySnapshot after = directory();

        assertThat(after.changedSince(before)).containsExactly(BUCKET);
        ClusterSurvey torn = new ClusterSurvey(after, after.changedSince(before), shards, unreachable);
        ClusterSurvey later = new ClusterSurvey(after, Set.of(), shards, unreachable);
        assertThat(torn.isUnchangedSince(calm, NEIGHBOUR)).isTrue();
        assertThat(torn.isUnchangedSince(calm, BUCKET)).isFalse();
        assertThat(later.isUnchangedSince(torn, BUCKET))
                .as("it began to say it during the one before")
                .isFalse();
        assertThat(later.isUnchangedSince(later, BUCKET)).isTrue();
    }

    private DirectorySnapshot directory() {
        return new DirectorySnapshot(
                new TreeMap<>(placements), List.copyOf(moves), List.copyOf(reverseReplications), due);
    }

    private List<Finding> findings() {
        return Diagnosis.of(new ClusterSurvey(
                new DirectorySnapshot(placements, moves, reverseReplications, due), Set.of(), shards, unreachable));
    }

    private void place(BucketId bucket, ShardName shard, long epoch, PlacementState state) {
        placements.put(bucket, new Placement(bucket, shard, epoch, state));
    }

    private void shard(ShardName name, Map<BucketId, Long> homes, boolean known, BucketId... live) {
        SortedMap<BucketId, SortedSet<String>> tables = live(live);
        shards.put(
                name, new ShardSurvey(name, "uuid of " + name, known, tables, homes, tables.keySet(), new TreeMap<>()));
    }

    private static SortedMap<BucketId, SortedSet<String>> live(BucketId... buckets) {
        SortedMap<BucketId, SortedSet<String>> tables = new TreeMap<>();
        for (BucketId bucket : buckets) {
            tables.put(bucket, new TreeSet<>(Set.of(BucketTables.physicalName("comments", bucket))));
        }
        return tables;
    }

    private static ReverseReplication reverseReplication(long moveId, ReverseReplicationState state, Duration silence) {
        return new ReverseReplication(
                moveId,
                BUCKET,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                silence,
                Optional.of("a reason"),
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ZERO);
    }

    private static Move move(long id, MovePhase phase) {
        return move(id, phase, Optional.empty());
    }

    private static Move move(long id, MovePhase phase, Optional<MoveClaim> claim) {
        return new Move(
                id,
                BUCKET,
                new TreeSet<>(Set.of(BUCKET)),
                new TreeSet<>(Set.of(BUCKET)),
                A,
                B,
                phase,
                1,
                Optional.empty(),
                claim,
                1,
                Optional.empty(),
                Optional.empty(),
                0,
                DesiredState.RUN,
                CutoverMode.AUTO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "a test",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
