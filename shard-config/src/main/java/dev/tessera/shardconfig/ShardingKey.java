package dev.tessera.shardconfig;

/**
 * The sharding key of a row, which determines its bucket. Implementations are canonical: equal keys have equal bytes, in every JVM and
 * permanently.
 */
public sealed interface ShardingKey permits UserHandle, ThreadKey {
    /** The bytes that are hashed. */
    byte[] hashedBytes();
}
