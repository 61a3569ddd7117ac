package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.ops.planning.split.LoadShare;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.reshape.EvenRanges;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Into how many each bucket is split, and why. A bucket on a shard that keeps what it has is never split. */
final class SplitCounts {
    private record Part(int count, String reason) {}

    private final List<PlannedBucket> buckets;
    private final Set<ShardName> kept;
    private final SortedMap<BucketId, Part> parts;

    SplitCounts(List<PlannedBucket> buckets, List<PlannedShard> shards) {
        this(
                buckets,
                shards.stream()
                        .filter(shard -> shard.role() == Role.KEPT)
                        .map(PlannedShard::name)
                        .collect(Collectors.toSet()),
                new TreeMap<>());
    }

    private SplitCounts(List<PlannedBucket> buckets, Set<ShardName> kept, SortedMap<BucketId, Part> parts) {
        this.buckets = buckets;
        this.kept = kept;
        this.parts = parts;
    }

    SplitCounts copy() {
        return new SplitCounts(buckets, kept, new TreeMap<>(parts));
    }

    /** Those that may be split. */
    List<PlannedBucket> candidates() {
        return buckets.stream().filter(bucket -> !kept.contains(bucket.shard())).toList();
    }

    int of(PlannedBucket bucket) {
        Part part = parts.get(bucket.bucket());
        return part == null ? 1 : part.count();
    }

    String reason(PlannedBucket bucket) {
        Part part = parts.get(bucket.bucket());
        return part == null ? "" : part.reason();
    }

    boolean canGrow(PlannedBucket bucket) {
        return of(bucket) < bucket.bucket().slotCount();
    }

    /** The first reason stays. */
    void set(PlannedBucket bucket, int count, String reason) {
        parts.merge(bucket.bucket(), new Part(count, reason), (old, more) -> new Part(count, old.reason()));
    }

    void forget(PlannedBucket bucket) {
        parts.remove(bucket.bucket());
    }

    List<PlannedBucket> split() {
        return buckets.stream().filter(bucket -> of(bucket) > 1).toList();
    }

    /** How many buckets there are then. */
    int total() {
        return buckets.stream().mapToInt(this::of).sum();
    }

    /** The largest that comes of it, estimated. */
    Load largest(PlannedBucket bucket) {
        return largest(bucket, of(bucket));
    }

    static Load largest(PlannedBucket bucket, int count) {
        int slots = (bucket.bucket().slotCount() + count - 1) / count;
        int first = bucket.bucket().firstSlot();
        return LoadShare.of(bucket.load(), bucket.bucket(), new BucketId(first, first + slots - 1));
    }

    /**
     * All buckets that there are then.
     *
     * @param moved the shard of each bucket that is moved before it is split
     */
    List<PlannedBucket> after(Map<BucketId, ShardName> moved) {
        return buckets.stream()
                .map(bucket -> children(bucket, moved.getOrDefault(bucket.bucket(), bucket.shard())))
                .flatMap(Collection::stream)
                .toList();
    }

    private List<PlannedBucket> children(PlannedBucket bucket, ShardName shard) {
        if (of(bucket) == 1) {
            return List.of(bucket);
        }
        Stream<BucketId> children = EvenRanges.of(bucket.bucket(), of(bucket)).stream();
        return children.map(child -> new PlannedBucket(
                        child, shard, bucket.epoch(), LoadShare.of(bucket.load(), bucket.bucket(), child)))
                .toList();
    }
}
