package dev.tessera.shardconfig;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;

/**
 * Maps a key to its bucket: the low 64 bits of MurmurHash3 x64 128 (seed 0), unsigned, modulo the bucket count. The only implementation:
 * router, mover and checks all use it.
 */
public record BucketFunction(int bucketCount) {
    public static final int MIN_BUCKETS = 16;
    public static final int MAX_BUCKETS = 4096;

    private static final HashFunction MURMUR3 = Hashing.murmur3_128(0);

    public BucketFunction {
        if (bucketCount < MIN_BUCKETS || bucketCount > MAX_BUCKETS) {
            throw new IllegalArgumentException(
                    "bucket count " + bucketCount + " is outside " + MIN_BUCKETS + ".." + MAX_BUCKETS);
        }
    }

    public int bucketOf(ShardingKey key) {
        return bucketOf(key.hashedBytes());
    }

    /** The bucket, 0 to {@code bucketCount - 1}, of a key's canonical bytes. */
    public int bucketOf(byte[] key) {
        long hash = MURMUR3.hashBytes(key).asLong();
        return (int) Long.remainderUnsigned(hash, bucketCount);
    }
}
