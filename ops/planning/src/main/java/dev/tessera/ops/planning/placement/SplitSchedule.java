package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where and in which order buckets are split. A bucket is split at home when its disk has room for it twice, beside the binlog of the copy;
 * else it is moved first, to the shard with the most room, and split there. What is split at home comes first, the smallest first; each
 * split and each move is completed before the next begins. Binlogs are counted as if none were purged meanwhile.
 */
final class SplitSchedule {
    private final List<PlannedShard> shards;
    private final SplitLimits limits;
    private final Map<ShardName, Load> held = new HashMap<>();
    private final Map<ShardName, Long> binlogs = new HashMap<>();
    private final List<PlannedSplit> splits = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    private SplitSchedule(List<PlannedBucket> buckets, List<PlannedShard> shards, SplitLimits limits) {
        this.shards = shards;
        this.limits = limits;
        buckets.forEach(bucket -> held.merge(bucket.shard(), bucket.load(), Load::plus));
    }

    /** @param counts what has room nowhere is taken out of it */
    static SplitSchedule of(
            SplitCounts counts, List<PlannedBucket> buckets, List<PlannedShard> shards, SplitLimits limits) {
        SplitSchedule schedule = new SplitSchedule(buckets, shards, limits);
        List<PlannedBucket> left = counts.split().stream()
                .sorted(Comparator.comparingLong(PlannedBucket::bytes).thenComparing(PlannedBucket::bucket))
                .collect(Collectors.toCollection(ArrayList::new));
        while (!left.isEmpty()) {
            PlannedBucket next = left.stream()
                    .filter(bucket -> schedule.fitsAtHome(bucket, counts.of(bucket)))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            schedule.add(next, counts);
        }
        return schedule;
    }

    List<PlannedSplit> splits() {
        return splits;
    }

    /** Splits for which no shard has room, for people. */
    List<String> problems() {
        return problems;
    }

    /** Where each bucket is that was moved first. */
    Map<BucketId, ShardName> moved() {
        Map<BucketId, ShardName> moved = new TreeMap<>();
        splits.forEach(split -> split.moveFirst().ifPresent(move -> moved.put(move.bucket(), move.to())));
        return moved;
    }

    private void add(PlannedBucket bucket, SplitCounts counts) {
        int count = counts.of(bucket);
        Optional<PlannedShard> place = fitsAtHome(bucket, count) ? home(bucket) : withRoom(bucket, count);
        if (place.isEmpty()) {
            problems.add("bucket " + bucket.bucket() + " should be split into " + count + " (" + counts.reason(bucket)
                    + "), and no shard has room for it twice and for its binlog, "
                    + Measure.BYTES.readable(PlannedSplit.besides(bucket, count))
                    + " beside the bucket itself; add a shard, or move other buckets away first");
            counts.forget(bucket);
            return;
        }
        PlannedShard shard = place.get();
        move(bucket, shard.name());
        long besides = PlannedSplit.besides(bucket, count);
        long peak = onDisk(shard.name()) + besides;
        binlogs.merge(shard.name(), copied(bucket, count), Long::sum);
        splits.add(new PlannedSplit(bucket, shard.name(), count, counts.reason(bucket), peak));
    }

    private void move(PlannedBucket bucket, ShardName to) {
        if (!to.equals(bucket.shard())) {
            held.computeIfPresent(bucket.shard(), (shard, load) -> minus(load, bucket.load()));
            held.merge(to, bucket.load(), Load::plus);
            binlogs.merge(to, bucket.bytes(), Long::sum);
        }
    }

    private boolean fitsAtHome(PlannedBucket bucket, int count) {
        return home(bucket)
                .filter(shard -> onDisk(shard.name()) + PlannedSplit.besides(bucket, count) <= limits.disk(shard))
                .isPresent();
    }

    private Optional<PlannedShard> home(PlannedBucket bucket) {
        return shards.stream()
                .filter(shard -> shard.name().equals(bucket.shard()))
                .findFirst();
    }

    private Optional<PlannedShard> withRoom(PlannedBucket bucket, int count) {
        long needed = 2 * bucket.bytes() + PlannedSplit.besides(bucket, count);
        return shards.stream()
                .filter(shard -> shard.role() == Role.BALANCED && !shard.name().equals(bucket.shard()))
                .filter(shard -> isWithinLimits(shard, bucket.load()) && needed <= free(shard))
                .max(Comparator.comparingLong(this::free).thenComparing(PlannedShard::name, Comparator.reverseOrder()));
    }

    private boolean isWithinLimits(PlannedShard shard, Load more) {
        Load then = held.getOrDefault(shard.name(), Load.NONE).plus(more);
        return List.of(Measure.values()).stream()
                .allMatch(measure ->
                        then.of(measure) <= shard.capacity().limit(measure).orElse(Long.MAX_VALUE));
    }

    private long free(PlannedShard shard) {
        return limits.disk(shard) - onDisk(shard.name());
    }

    private long onDisk(ShardName shard) {
        return held.getOrDefault(shard, Load.NONE).bytes() + binlogs.getOrDefault(shard, 0L);
    }

    private static long copied(PlannedBucket bucket, int count) {
        return new PlannedSplit(bucket, bucket.shard(), count, "", 0).copiedBytes();
    }

    private static Load minus(Load load, Load other) {
        return new Load(
                load.bytes() - other.bytes(),
                load.rows() - other.rows(),
                Math.max(0, load.writesPerSecond() - other.writesPerSecond()));
    }
}
