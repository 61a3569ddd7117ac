package dev.tessera.shardconfig.growth;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The capacity of one shard.
 *
 * @param limits in all; a measure that isn't there has none
 * @param headroom the part that stays free of buckets at rest: room for copies under way, binlogs, and what comes until the next stage
 * @param weight its part of the data, beside those of the other shards
 */
public record ShardCapacity(Map<Measure, Long> limits, Share headroom, double weight) {
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
    }

    /** As it was written; empty: no limit. */
    public OptionalLong limit(Measure measure) {
        Long limit = limits.get(measure);
        return limit == null ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** What buckets may take: the limit less the headroom; empty: no limit. */
    public OptionalLong usable(Measure measure) {
        OptionalLong limit = limit(measure);
        return limit.isEmpty() ? limit : OptionalLong.of(headroom.without(limit.getAsLong()));
    }

    public boolean fits(Load load) {
        return limits.keySet().stream()
                .allMatch(measure -> load.of(measure) <= usable(measure).orElse(Long.MAX_VALUE));
    }

    public ShardCapacity withLimit(Measure measure, long limit) {
        Map<Measure, Long> changed = new EnumMap<>(Measure.class);
        changed.putAll(limits);
        changed.put(measure, limit);
        return new ShardCapacity(changed, headroom, weight);
    }
}
