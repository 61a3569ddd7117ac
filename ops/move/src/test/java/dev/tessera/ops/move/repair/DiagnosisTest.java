package dev.tessera.ops.move.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.PlacementState;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
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

    private final SortedMap<Integer, Placement> placements = new TreeMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<ReverseReplication> reverseReplications = new ArrayList<>();
    private final SortedMap<ShardName, ShardSurvey> shards = new TreeMap<>();
    private final SortedMap<Long, List<CleanupLedger.Item>> due = new TreeMap<>();
    private final Map<ShardName, String> unreachable = new TreeMap<>();

    @Test
    void wholeCluster_hasNoFindings() {
        place(17, A, 3, PlacementState.LIVE);
        shard(A, Map.of(17, 3L), true, 17);
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
                                "move 5 of bucket 17 can be reversed, and no agent keeps its originals up to date: they are"
                                        + " followed again when one runs, as long as the new home has its binlogs; a reason",
                                Optional.empty()),
                        tuple(
                                "broken-reverse-replication",
                                "move 7 of bucket 17 can't be reversed: a reason; `shardctl move complete 7` drops its"
                                        + " originals",
                                Optional.empty()));
    }

    @Test
    void bucketWithTwoHomes_leavesTheOneWithTheLowerEpoch() {
        place(17, B, 4, PlacementState.LIVE);
        shard(A, Map.of(17, 3L), true, 17);
        shard(B, Map.of(17, 4L), true, 17);

        assertThat(findings())
                .containsExactly(Finding.of(
                                "two-homes",
                                "bucket 17 has live tables on shard-b (epoch 4) and shard-a (epoch 3)",
                                new Repair.RenameAway(17, A))
                        .about(17));
    }

    @Test
    void bucketWithTwoHomesOfOneEpoch_isLeftToPeople() {
        place(17, B, 4, PlacementState.LIVE);
        shard(A, Map.of(17, 4L), true, 17);
        shard(B, Map.of(17, 4L), true, 17);

        assertThat(findings())
                .extracting(Finding::rule, Finding::repair)
                .containsExactly(tuple("two-homes", Optional.empty()));
    }

    @Test
    void directoryThatNamesTheRightHomeWithAnEpochFromBefore_isPutRight() {
        place(17, A, 1, PlacementState.LIVE);
        shard(A, Map.of(17, 3L), true, 17);
        shard(B, Map.of(17, 2L), true);

        assertThat(findings())
                .containsExactly(Finding.of(
                                "old-epoch",
                                "bucket 17 lives on shard-a since epoch 3, and the directory publishes epoch 1",
                                Repair.CorrectPlacements.of(17, A))
                        .about(17));
    }

    @Test
    void directoryThatLostAFlip_isPutRightFromTheShards() {
        place(17, A, 3, PlacementState.LIVE);
        shard(A, Map.of(17, 3L), true);
        shard(B, Map.of(17, 4L), true, 17);

        assertThat(findings())
                .containsExactly(Finding.of(
                                "wrong-placement",
                                "bucket 17 lives on shard-b, and the directory says shard-a",
                                Repair.CorrectPlacements.of(17, B))
                        .about(17));
    }

    @Test
    void whatStandsOnAnUnknownServer_isNotPublishedBeforeItIsReconciled() {
        place(17, A, 3, PlacementState.LIVE);
        shard(A, Map.of(), true);
        shard(B, Map.of(17, 4L), false, 17);

        assertThat(findings())
                .extracting(Finding::rule, Finding::repair)
                .containsExactly(
                        tuple("unknown-server", Optional.of(new Repair.Reconcile(B))),
                        tuple("wrong-placement", Optional.empty()));
    }

    @Test
    void abandonedCutover_isSettled_andItsBucketIsNotJudgedBefore() {
        place(17, A, 3, PlacementState.CUTOVER);
        shard(A, Map.of(17, 3L), true);
        shard(B, Map.of(), true);
        moves.add(move(5, MovePhase.CUTOVER));

        assertThat(findings())
                .containsExactly(Finding.of(
                                "abandoned-cutover",
                                "move 5 of bucket 17 from shard-a to shard-b is in its cutover, and no process works at it",
                                Repair.RecoverCutover.of(moves.get(0)))
                        .about(17));
    }

    @Test
    void cutoverThatNoMoveKnows_isEnded() {
        place(17, A, 3, PlacementState.CUTOVER);
        shard(A, Map.of(17, 3L), true, 17);
        shard(B, Map.of(), true);

        assertThat(findings()).extracting(Finding::repair).containsExactly(Optional.of(new Repair.EndCutover(17)));
    }

    @Test
    void bucketWithoutAHome_isNamed_butNotWhileAShardIsAway() {
        place(17, A, 3, PlacementState.LIVE);
        shard(A, Map.of(17, 3L), true);
        assertThat(findings()).extracting(Finding::rule).containsExactly("no-home");

        unreachable.put(B, "it doesn't answer");
        assertThat(findings()).extracting(Finding::rule).containsExactly("unreachable");
    }

    @Test
    void schemaOfAMoveThatIsOver_isNamed_butNotThatOfAnOpenOne() {
        place(17, A, 3, PlacementState.LIVE);
        SortedMap<String, SortedMap<Integer, SortedSet<String>>> carried = new TreeMap<>();
        carried.put("tessera_in_5", new TreeMap<>());
        carried.put("tessera_in_6", new TreeMap<>());
        shard(A, Map.of(17, 3L), true, 17);
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
        place(17, A, 3, PlacementState.LIVE);
        shard(A, Map.of(17, 3L), true, 17);
        shard(B, Map.of(), true);
        moves.add(move(5, MovePhase.CUTOVER, Optional.of(new MoveClaim("a-token", "a mover"))));
        assertThat(findings()).isEmpty();

        moves.set(0, move(5, MovePhase.CUTOVER));
        assertThat(findings()).extracting(Finding::rule).containsExactly("abandoned-cutover");

        moves.set(0, move(5, MovePhase.CUTOVER, Optional.of(new MoveClaim("a-token", "a mover"))));
        place(17, A, 3, PlacementState.CUTOVER);
        assertThat(findings()).as("clients wait").extracting(Finding::rule).containsExactly("abandoned-cutover");
    }

    @Test
    void bucketThatIsBeingMade_hasNoSchemaVersionYet() {
        place(17, A, 1, PlacementState.CREATING);
        shards.put(A, new ShardSurvey(A, "uuid", true, live(17), Map.of(), Set.of(), new TreeMap<>()));
        assertThat(findings()).isEmpty();

        place(17, A, 1, PlacementState.LIVE);
        assertThat(findings()).extracting(Finding::rule).containsExactly("no-schema-version");
    }

    /** What counts is what the directory says, not time nor progress. */
    @Test
    void bucketOfWhichTheDirectorySaysSomethingNew_isNoBasisForAFinding() {
        place(17, A, 3, PlacementState.LIVE);
        place(18, A, 3, PlacementState.LIVE);
        DirectorySnapshot before = directory();
        ClusterSurvey calm = new ClusterSurvey(before, before.changedSince(before), shards, unreachable);
        place(17, A, 3, PlacementState.CUTOVER);
        moves.add(move(5, MovePhase.CUTOVER));
        DirectorySnapshot after = directory();

        assertThat(after.changedSince(before)).containsExactly(17);
        ClusterSurvey torn = new ClusterSurvey(after, after.changedSince(before), shards, unreachable);
        ClusterSurvey later = new ClusterSurvey(after, Set.of(), shards, unreachable);
        assertThat(torn.isUnchangedSince(calm, 18)).isTrue();
        assertThat(torn.isUnchangedSince(calm, 17)).isFalse();
        assertThat(later.isUnchangedSince(torn, 17))
                .as("it began to say it during the one before")
                .isFalse();
        assertThat(later.isUnchangedSince(later, 17)).isTrue();
    }

    private DirectorySnapshot directory() {
        return new DirectorySnapshot(
                new TreeMap<>(placements), List.copyOf(moves), List.copyOf(reverseReplications), due);
    }

    private List<Finding> findings() {
        return Diagnosis.of(new ClusterSurvey(
                new DirectorySnapshot(placements, moves, reverseReplications, due), Set.of(), shards, unreachable));
    }

    private void place(int bucket, ShardName shard, long epoch, PlacementState state) {
        placements.put(bucket, new Placement(bucket, shard, epoch, state));
    }

    private void shard(ShardName name, Map<Integer, Long> homes, boolean known, int... live) {
        SortedMap<Integer, SortedSet<String>> tables = live(live);
        shards.put(
                name, new ShardSurvey(name, "uuid of " + name, known, tables, homes, tables.keySet(), new TreeMap<>()));
    }

    private static SortedMap<Integer, SortedSet<String>> live(int... buckets) {
        SortedMap<Integer, SortedSet<String>> tables = new TreeMap<>();
        for (int bucket : buckets) {
            tables.put(bucket, new TreeSet<>(Set.of("comments_00" + bucket)));
        }
        return tables;
    }

    private static ReverseReplication reverseReplication(long moveId, ReverseReplicationState state, Duration silence) {
        return new ReverseReplication(
                moveId,
                17,
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
                17,
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
