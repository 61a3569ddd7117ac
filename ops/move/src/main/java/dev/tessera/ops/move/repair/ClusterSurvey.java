package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Directory and shards as they were read one after the other. While moves run, what looks wrong of a bucket may be a change under way: it counts
 * when the directory said the same of the bucket from before the shards were read until after it, and is still there a moment later.
 *
 * @param directory the directory after the shards were read
 * @param changing buckets of which the directory said something else before that
 * @param unreachable shards that did not answer, and what was said; nothing is concluded from their absence
 */
record ClusterSurvey(
        DirectorySnapshot directory,
        Set<BucketId> changing,
        SortedMap<ShardName, ShardSurvey> shards,
        Map<ShardName, String> unreachable) {
    SortedMap<BucketId, Placement> placements() {
        return directory.placements();
    }

    List<Move> moves() {
        return directory.moves();
    }

    List<ReverseReplication> reverseReplications() {
        return directory.reverseReplications();
    }

    /** Whether a bucket stood still, as far as the directory tells, from the beginning of another survey to the end of this one. */
    boolean isUnchangedSince(ClusterSurvey earlier, BucketId bucket) {
        return !earlier.changing.contains(bucket)
                && !changing.contains(bucket)
                && directory.of(bucket).equals(earlier.directory.of(bucket));
    }

    /** The shards with live tables of a bucket. */
    List<ShardSurvey> homesOf(BucketId bucket) {
        return shards.values().stream()
                .filter(shard -> shard.live().containsKey(bucket))
                .toList();
    }

    Optional<Move> move(long moveId) {
        return directory.moves().stream()
                .filter(move -> move.moveId() == moveId)
                .findFirst();
    }

    /** The move that has the bucket between two homes, or on its way there. */
    Optional<Move> openMove(BucketId bucket) {
        return directory.moves().stream()
                .filter(move -> move.concerns(bucket) && move.isOpen())
                .findFirst();
    }

    /** The largest epoch of a bucket that anybody remembers. */
    long highestEpoch(BucketId bucket) {
        long published = Optional.ofNullable(placements().get(bucket))
                .map(Placement::epoch)
                .orElse(0L);
        long remembered = shards.values().stream()
                .mapToLong(shard -> shard.homes().getOrDefault(bucket, 0L))
                .max()
                .orElse(0L);
        return Math.max(published, remembered);
    }
}
