package dev.tessera.ops.rebalance.sampling;

import dev.tessera.ops.planning.forecast.BucketSample;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The samples of the buckets that are on a shard now, wherever they were at the time of the sample: neither a move nor a split counts
 * as growth.
 *
 * @param buckets how many of them were seen
 * @param writesPerSecond empty when that of one isn't known
 */
public record ShardSample(
        ShardName shard, Instant at, int buckets, long bytes, long rows, OptionalDouble writesPerSecond) {
    /**
     * Of one sampling.
     *
     * @param samples of present buckets
     * @param homes where they live now
     * @return of each shard with a bucket among them, by its name
     */
    public static List<ShardSample> sums(Collection<BucketSample> samples, Map<BucketId, ShardName> homes) {
        SortedMap<ShardName, ShardSample> sums = new TreeMap<>();
        samples.forEach(sample -> Optional.ofNullable(homes.get(sample.bucket()))
                .ifPresent(shard -> sums.merge(shard, of(shard, sample), ShardSample::plus)));
        return List.copyOf(sums.values());
    }

    private static ShardSample of(ShardName shard, BucketSample sample) {
        return new ShardSample(shard, sample.at(), 1, sample.bytes(), sample.rows(), sample.writesPerSecond());
    }

    private ShardSample plus(ShardSample other) {
        boolean isKnown = writesPerSecond.isPresent() && other.writesPerSecond.isPresent();
        return new ShardSample(
                shard,
                at,
                buckets + other.buckets,
                bytes + other.bytes,
                rows + other.rows,
                isKnown
                        ? OptionalDouble.of(writesPerSecond.getAsDouble() + other.writesPerSecond.getAsDouble())
                        : OptionalDouble.empty());
    }
}
