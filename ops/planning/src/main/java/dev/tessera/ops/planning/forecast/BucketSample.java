package dev.tessera.ops.planning.forecast;

import dev.tessera.shardconfig.BucketId;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One bucket as it was sampled.
 *
 * @param epoch of its placement then: between two epochs it was moved, and tables are packed more tightly after a move
 * @param bytes of its tables' files
 * @param rows as the server estimates them
 * @param writesPerSecond since the sample before; empty when that isn't known
 */
public record BucketSample(
        Instant at, BucketId bucket, long epoch, long bytes, long rows, OptionalDouble writesPerSecond) {
    public BucketSample {
        if (bytes < 0 || rows < 0 || writesPerSecond.orElse(0) < 0) {
            throw new IllegalArgumentException("what a bucket holds is not negative");
        }
    }
}
