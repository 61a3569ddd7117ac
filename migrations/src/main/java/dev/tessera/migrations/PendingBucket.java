package dev.tessera.migrations;

import dev.tessera.shardconfig.ShardName;

/** A bucket that hasn't reached the newest version, and isn't held back. */
record PendingBucket(int bucket, ShardName shard, BucketSchema schema) {
    /** As progress shows it. */
    String describe() {
        return "bucket " + bucket + " on " + shard;
    }
}
