package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Where each bucket is while a plan is made. Buckets and shards are identified by their indexes in the input lists. */
final class Layout {
    private final List<PlannedBucket> buckets;
    private final List<PlannedShard> shards;
    private final int[] homes;
    private final int[] places;
    private final long[] bytes;
    private final long[] rows;
    private final double[] writes;
    private final List<SortedSet<Integer>> held = new ArrayList<>();

    /** @throws IllegalArgumentException when a bucket lives on a shard that isn't there */
    Layout(List<PlannedBucket> buckets, List<PlannedShard> shards) {
        this.buckets = buckets;
        this.shards = shards;
        this.homes = new int[buckets.size()];
        this.bytes = new long[shards.size()];
        this.rows = new long[shards.size()];
        this.writes = new double[shards.size()];
        Comparator<Integer> largestFirst =
                Comparator.comparingLong((Integer index) -> -bytesOf(index)).thenComparing(Comparator.naturalOrder());
        shards.forEach(shard -> held.add(new TreeSet<>(largestFirst)));
        Map<String, Integer> byName = new TreeMap<>();
        shards.forEach(shard -> byName.put(shard.name().value(), byName.size()));
        for (int index = 0; index < homes.length; index++) {
            Integer home = byName.get(buckets.get(index).shard().value());
            if (home == null) {
                throw new IllegalArgumentException(
                        "bucket " + buckets.get(index).bucket() + " lives on "
                                + buckets.get(index).shard() + ", which isn't among the shards");
            }
            homes[index] = home;
            add(index, home);
        }
        this.places = Arrays.copyOf(homes, homes.length);
    }

    int buckets() {
        return homes.length;
    }

    int shards() {
        return bytes.length;
    }

    PlannedBucket bucket(int index) {
        return buckets.get(index);
    }

    PlannedShard shard(int shard) {
        return shards.get(shard);
    }

    IntStream shards(Role role) {
        return IntStream.range(0, shards()).filter(shard -> is(shard, role));
    }

    boolean is(int shard, Role role) {
        return shards.get(shard).role() == role;
    }

    int home(int index) {
        return homes[index];
    }

    int place(int index) {
        return places[index];
    }

    boolean isMoved(int index) {
        return homes[index] != places[index];
    }

    long bytesOf(int index) {
        return buckets.get(index).bytes();
    }

    long bytesOn(int shard) {
        return bytes[shard];
    }

    int countOn(int shard) {
        return held.get(shard).size();
    }

    /** The largest first; a copy, so that buckets may be moved meanwhile. */
    List<Integer> on(int shard) {
        return List.copyOf(held.get(shard));
    }

    void move(int index, int shard) {
        int from = places[index];
        Load load = buckets.get(index).load();
        held.get(from).remove(index);
        bytes[from] -= load.bytes();
        rows[from] -= load.rows();
        writes[from] -= load.writesPerSecond();
        places[index] = shard;
        add(index, shard);
    }

    private void add(int index, int shard) {
        Load load = buckets.get(index).load();
        held.get(shard).add(index);
        bytes[shard] += load.bytes();
        rows[shard] += load.rows();
        writes[shard] += load.writesPerSecond();
    }

    /** Whether a shard at rest may have another bucket. What it lacks already doesn't count against a bucket that was there before. */
    boolean hasRoom(int shard, int index) {
        Load load = buckets.get(index).load();
        ShardCapacity capacity = shards.get(shard).capacity();
        return bytes[shard] + load.bytes() <= capacity.usable(Measure.BYTES).orElse(Long.MAX_VALUE)
                && rows[shard] + load.rows() <= capacity.usable(Measure.ROWS).orElse(Long.MAX_VALUE)
                && Math.ceil(writes[shard] + load.writesPerSecond())
                        <= capacity.usable(Measure.WRITES_PER_SECOND).orElse(Long.MAX_VALUE);
    }

    boolean isWithinLimits(int shard) {
        return shards.get(shard).capacity().fits(load(shard));
    }

    Load load(int shard) {
        return new Load(bytes[shard], rows[shard], held.get(shard).isEmpty() ? 0 : Math.max(0, writes[shard]));
    }

    long movedBytes() {
        long moved = 0;
        for (int index = 0; index < homes.length; index++) {
            moved += isMoved(index) ? bytesOf(index) : 0;
        }
        return moved;
    }
}
