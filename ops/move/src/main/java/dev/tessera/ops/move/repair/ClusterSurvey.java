package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.WayBack;
import dev.tessera.shardconfig.Placement;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Directory and shards as they were read one after the other: while moves run, what looks wrong may be a change under way, so a finding
 * counts only when it is still there a moment later.
 *
 * @param waysBack of all moves that were ever switched
 * @param unreachable shards that did not answer, and what was said; nothing is concluded from their absence
 */
record ClusterSurvey(
        SortedMap<Integer, Placement> placements,
        List<Move> moves,
        List<WayBack> waysBack,
        SortedMap<ShardName, ShardSurvey> shards,
        Map<ShardName, String> unreachable) {
    /** The shards with live tables of a bucket. */
    List<ShardSurvey> homesOf(int bucket) {
        return shards.values().stream()
                .filter(shard -> shard.live().containsKey(bucket))
                .toList();
    }

    Optional<Move> move(long moveId) {
        return moves.stream().filter(move -> move.moveId() == moveId).findFirst();
    }

    /** The move that has the bucket between two homes, or on its way there. */
    Optional<Move> openMove(int bucket) {
        return moves.stream()
                .filter(move -> move.bucket() == bucket && move.isOpen())
                .findFirst();
    }

    /** The largest epoch of a bucket that anybody remembers. */
    long highestEpoch(int bucket) {
        long published = Optional.ofNullable(placements.get(bucket))
                .map(Placement::epoch)
                .orElse(0L);
        long remembered = shards.values().stream()
                .mapToLong(shard -> shard.homes().getOrDefault(bucket, 0L))
                .max()
                .orElse(0L);
        return Math.max(published, remembered);
    }
}
