package dev.tessera.ops.planning.capacity;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One stage of a simulated cluster, when its shards are fullest: when the next stage begins, or at the end.
 *
 * @param shards how many there are
 * @param fromYear when it begins
 * @param toYear when the next one begins, or the time that is looked at ends
 * @param part of the population that is there by then
 * @param bytes of all shards together
 * @param bytesOfAShard of the fullest
 * @param bucketsOfAShard at most
 * @param largestBucket the one with the most bytes
 * @param largestBytes its bytes
 * @param connections to a server
 * @param tables on a server
 * @param writesPerSecond comments, to a shard, in the busiest hour
 * @param begin what is done to begin it; empty for the first
 * @param splits in its course, each when the largest bucket has become too large
 * @param timeToBegin how long its moves take; empty for the first
 */
public record SimulatedStage(
        int shards,
        double fromYear,
        double toYear,
        double part,
        double bytes,
        double bytesOfAShard,
        int bucketsOfAShard,
        BucketId largestBucket,
        double largestBytes,
        long connections,
        long tables,
        double writesPerSecond,
        Optional<SimulatedChange> begin,
        List<SimulatedChange> splits,
        Optional<Duration> timeToBegin) {}
