package dev.tessera.ops.planning.capacity;

import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import java.util.List;

/**
 * The input of a simulation.
 *
 * @param buckets that it begins with
 * @param stages how many shards there are in each, one after the other
 * @param shardBytes what a shard may hold, and its disk as well
 * @param bucketBytes a larger bucket is split
 * @param headroom the part of it that stays free
 * @param trigger the part of it at which the next stage is begun
 * @param apps instances of the app
 * @param pool connections of an instance to each shard
 * @param maxConnections of a server
 * @param tableCache of a server, {@code table_open_cache}
 * @param copyBytesPerSecond of one move
 * @param perServer moves at once on a server
 * @param threadWritesPerSecond comments that one thread takes in a second: each locks its row
 */
public record SimulationInput(
        int buckets,
        List<Integer> stages,
        long shardBytes,
        long bucketBytes,
        double headroom,
        double trigger,
        int apps,
        int pool,
        int maxConnections,
        int tableCache,
        long copyBytesPerSecond,
        int perServer,
        int threadWritesPerSecond) {
    public static final int TABLES_OF_A_BUCKET = 6;

    /** Beside apps: movers, agents, people, monitoring. */
    public static final int OTHER_CONNECTIONS = 30;

    public SimulationInput {
        stages = List.copyOf(stages);
        if (buckets < 1 || buckets > InitialBuckets.MAX) {
            throw new IllegalArgumentException(
                    "a cluster begins with 1 to " + InitialBuckets.MAX + " buckets, not " + buckets);
        }
        if (stages.isEmpty() || stages.get(0) < 1) {
            throw new IllegalArgumentException("there is at least one stage, of at least one shard");
        }
        for (int i = 1; i < stages.size(); i++) {
            if (stages.get(i) <= stages.get(i - 1)) {
                throw new IllegalArgumentException(
                        "each stage has more shards than the one before; " + stages + " don't");
            }
        }
        if (stages.get(stages.size() - 1) > SlotFunction.SLOTS) {
            throw new IllegalArgumentException(stages.get(stages.size() - 1) + " shards for " + SlotFunction.SLOTS
                    + " slots; a shard without a slot holds nothing");
        }
        if (!(trigger > 0) || !(headroom >= 0) || trigger > 1 - headroom) {
            throw new IllegalArgumentException(
                    "a stage is begun before its shards are full: the trigger is at most what the headroom leaves");
        }
        if (shardBytes < 1
                || bucketBytes < 1
                || apps < 1
                || pool < 1
                || copyBytesPerSecond < 1
                || perServer < 1
                || threadWritesPerSecond < 1) {
            throw new IllegalArgumentException("sizes and counts are at least 1");
        }
    }
}
