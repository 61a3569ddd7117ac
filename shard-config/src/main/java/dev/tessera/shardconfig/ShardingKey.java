package dev.tessera.shardconfig;

/** What decides where a row lives. Implementations are canonical: equal keys have equal bytes, in every JVM and for ever. */
public sealed interface ShardingKey permits UserHandle, ThreadKey {
    /** The bytes that are hashed. */
    byte[] hashedBytes();
}
