package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Clusters to plan with. */
final class Towns {
    static final Share TOLERANCE = new Share(500);

    private Towns() {}

    static PlannedShard shard(int number) {
        return shard(number, Role.BALANCED, ShardCapacity.UNLIMITED);
    }

    static PlannedShard shard(int number, Role role, ShardCapacity capacity) {
        return new PlannedShard(name(number), capacity, role);
    }

    static ShardName name(int number) {
        return new ShardName(String.format("shard-%03d", number));
    }

    static ShardCapacity weighing(double weight) {
        return new ShardCapacity(Map.of(), ShardCapacity.DEFAULT_HEADROOM, weight);
    }

    static ShardCapacity upTo(long bytes) {
        return new ShardCapacity(Map.of(Measure.BYTES, bytes), new Share(2_000), 1);
    }

    static List<PlannedShard> shards(int count) {
        return IntStream.range(0, count).mapToObj(Towns::shard).toList();
    }

    static PlannedBucket bucket(int number, int shard, long bytes) {
        return new PlannedBucket(bucket(number), name(shard), 1, Load.ofBytes(bytes));
    }

    /** By their numbers, on the shard that stands at the same place. */
    static List<PlannedBucket> buckets(long[] bytes, int... shards) {
        return IntStream.range(0, bytes.length)
                .mapToObj(number -> bucket(number, shards[number], bytes[number]))
                .toList();
    }

    /** The size of the n-th largest is that of the largest divided by n to this power; in an order drawn at random. */
    static long[] zipf(int count, double power, long largest, Random random) {
        List<Long> sizes = new ArrayList<>();
        for (int rank = 1; rank <= count; rank++) {
            sizes.add(Math.max(1, (long) (largest / Math.pow(rank, power))));
        }
        Collections.shuffle(sizes, random);
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    static int[] spread(int count, int over, Random random) {
        return random.ints(count, 0, over).toArray();
    }

    static int[] inTurn(int count, int over) {
        return IntStream.range(0, count)
                .map(bucket -> (int) ((long) bucket * over / count))
                .toArray();
    }

    static int[] all(int count, int shard) {
        int[] shards = new int[count];
        Arrays.fill(shards, shard);
        return shards;
    }

    /** Of the most that a cluster may begin with. */
    static BucketId bucket(int index) {
        return new InitialBuckets(InitialBuckets.MAX).get(index);
    }
}
