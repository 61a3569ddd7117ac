package dev.tessera.migrations.change;

import dev.tessera.migrations.view.BucketSchema;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;

/** A bucket that hasn't the newest version, and isn't blocked. */
public record PendingBucket(BucketId bucket, ShardName shard, BucketSchema schema) {
    /** As progress shows it. */
    public String describe() {
        return "bucket " + bucket + " on " + shard;
    }
}
