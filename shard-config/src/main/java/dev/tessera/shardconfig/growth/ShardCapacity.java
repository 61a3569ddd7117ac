package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.DataSize;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The capacity of one shard.
 *
 * @param limits in all; a measure that isn't there has none
 * @param headroom the part that stays free of buckets at rest: room for copies under way, binlogs, and what comes until the next stage
 * @param weight its part of the data, beside those of the other shards
 * @param bucketBytes the size above which a bucket is split; empty: no size
 */
public record ShardCapacity(Map<Measure, Long> limits, Share headroom, double weight, OptionalLong bucketBytes) {
    /** As {@code growth-plan.yml} has the size above which a bucket is split. */
    public static final String BUCKET_BYTES = "bucket_bytes";

    public static final Share DEFAULT_HEADROOM = new Share(2_000);
    public static final double LEAST_WEIGHT = 0.01;
    public static final double MOST_WEIGHT = 100;

    /** Nobody said anything. */
    public static final ShardCapacity UNLIMITED = new ShardCapacity(Map.of(), DEFAULT_HEADROOM, 1);

    public ShardCapacity {
        limits = Map.copyOf(limits);
        if (limits.values().stream().anyMatch(limit -> limit < 1)) {
            throw new IllegalArgumentException("a limit is at least 1");
        }
        if (headroom.basisPoints() > 9_000) {
            throw new IllegalArgumentException("a headroom of " + headroom + " leaves too little; 90% at most");
        }
        if (!(weight >= LEAST_WEIGHT) || weight > MOST_WEIGHT) {
            throw new IllegalArgumentException("a weight is " + LEAST_WEIGHT + " to " + (int) MOST_WEIGHT);
        }
        long most = usable(limits, headroom, Measure.BYTES).orElse(Long.MAX_VALUE);
        if (bucketBytes.orElse(1) < 1 || bucketBytes.orElse(1) > most) {
            throw new IllegalArgumentException(
                    bucketBytes.getAsLong() < 1
                            ? "a bucket holds at least 1 byte"
                            : "a bucket of " + new DataSize(bucketBytes.getAsLong()).readable()
                                    + " fits on no shard that may hold " + new DataSize(most).readable()
                                    + " without its headroom");
        }
    }

    public ShardCapacity(Map<Measure, Long> limits, Share headroom, double weight) {
        this(limits, headroom, weight, OptionalLong.empty());
    }

    /** As it was written; empty: no limit. */
    public OptionalLong limit(Measure measure) {
        Long limit = limits.get(measure);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** What buckets may take: the limit less the headroom; empty: no limit. */
    public OptionalLong usable(Measure measure) {
        return usable(limits, headroom, measure);
    }

    private static OptionalLong usable(Map<Measure, Long> limits, Share headroom, Measure measure) {
        Long limit = limits.get(measure);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(headroom.without(limit));
    }

    public boolean fits(Load load) {
        return limits.keySet().stream()
                .allMatch(measure -> load.of(measure) <= usable(measure).orElse(Long.MAX_VALUE));
    }

    public ShardCapacity withLimit(Measure measure, long limit) {
        Map<Measure, Long> changed = new EnumMap<>(Measure.class);
        changed.putAll(limits);
        changed.put(measure, limit);
        return new ShardCapacity(changed, headroom, weight, bucketBytes);
    }

    /** @throws IllegalArgumentException when a bucket of that size doesn't fit */
    public ShardCapacity withBucketBytes(long bytes) {
        return new ShardCapacity(limits, headroom, weight, OptionalLong.of(bytes));
    }
}
