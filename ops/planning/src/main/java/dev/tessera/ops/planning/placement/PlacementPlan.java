package dev.tessera.ops.planning.placement;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which buckets move where.
 *
 * @param waves in the order of their execution; empty when everything is where it should be
 * @param lowerBound bytes that every plan moves at least which keeps {@code least} and {@code most} of each shard
 * @param shards in the order in which they were given
 * @param limits why parts can't be even, for people; empty when they can
 */
public record PlacementPlan(List<Wave> waves, long lowerBound, List<ShardOutcome> shards, List<String> limits) {
    public PlacementPlan {
        waves = List.copyOf(waves);
        shards = List.copyOf(shards);
        limits = List.copyOf(limits);
    }

    public Stream<BucketMove> moves() {
        return waves.stream().flatMap(wave -> wave.moves().stream());
    }

    /** How many bytes are moved. */
    public long bytes() {
        return waves.stream().mapToLong(Wave::bytes).sum();
    }

    /** Whether every shard holds what it shall. */
    public boolean isBalanced() {
        return shards.stream().allMatch(ShardOutcome::isBalanced);
    }
}
