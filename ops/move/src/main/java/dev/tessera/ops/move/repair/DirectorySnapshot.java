package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.CleanupLedger;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.ReverseReplicationState;
import dev.tessera.shardconfig.placement.Placement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the directory said at one moment.
 *
 * @param reverseReplications of all moves that were ever switched
 * @param due by move: schemas that it made and nobody dropped yet
 */
record DirectorySnapshot(
        SortedMap<BucketId, Placement> placements,
        List<Move> moves,
        List<ReverseReplication> reverseReplications,
        SortedMap<Long, List<CleanupLedger.Item>> due) {
    /** All that decides what stands where and who is at it; neither progress nor time. */
    record OfBucket(
            Optional<Placement> placement, List<OfMove> moves, List<ReverseReplicationState> reverseReplications) {}

    record OfMove(
            long moveId,
            MovePhase phase,
            long epoch,
            Optional<String> leaseHolder,
            Optional<MoveClaim> claim,
            DesiredState desiredState,
            List<CleanupLedger.Item> due) {}

    static DirectorySnapshot of(
            List<Placement> placements,
            List<Move> moves,
            List<ReverseReplication> reverseReplications,
            SortedMap<Long, List<CleanupLedger.Item>> due) {
        SortedMap<BucketId, Placement> byBucket = new TreeMap<>();
        placements.forEach(placement -> byBucket.put(placement.bucket(), placement));
        return new DirectorySnapshot(byBucket, moves, reverseReplications, due);
    }

    OfBucket of(BucketId bucket) {
        return new OfBucket(
                Optional.ofNullable(placements.get(bucket)),
                moves.stream()
                        .filter(move -> move.concerns(bucket))
                        .map(this::of)
                        .toList(),
                reverseReplications.stream()
                        .filter(reverseReplication ->
                                reverseReplication.bucket().equals(bucket))
                        .map(ReverseReplication::state)
                        .toList());
    }

    private OfMove of(Move move) {
        return new OfMove(
                move.moveId(),
                move.phase(),
                move.epoch(),
                move.leaseHolder(),
                move.claim(),
                move.desiredState(),
                due.getOrDefault(move.moveId(), List.of()));
    }

    /** Buckets of which something else was said before. */
    Set<BucketId> changedSince(DirectorySnapshot earlier) {
        Map<BucketId, OfBucket> now = all();
        Map<BucketId, OfBucket> then = earlier.all();
        Set<BucketId> changed = new HashSet<>(now.keySet());
        changed.addAll(then.keySet());
        changed.removeIf(bucket -> now.containsKey(bucket) && now.get(bucket).equals(then.get(bucket)));
        return changed;
    }

    private Map<BucketId, OfBucket> all() {
        Set<BucketId> buckets = new HashSet<>(placements.keySet());
        moves.forEach(move -> {
            buckets.addAll(move.parents());
            buckets.addAll(move.children());
        });
        return buckets.stream().collect(Collectors.toMap(bucket -> bucket, this::of));
    }
}
