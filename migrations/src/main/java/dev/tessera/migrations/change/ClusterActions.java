package dev.tessera.migrations.change;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.SortedMap;

/**
 * The actions of init and migrate on a cluster. Each action may have been begun before by a process that was killed: repeated, it has the
 * same result. A dry run is another implementation, called in the same order. Actions on different shards may run in parallel.
 */
public interface ClusterActions {
    void makeDirectory(int fromVersion, int toVersion);

    void recordCluster(int schemaVersion);

    void registerShard(ShardConfig shard, String serverUuid);

    void changeAddress(ShardConfig shard);

    void makeRegistry(ShardName shard, int fromVersion, int toVersion);

    /** Makes the app's account, or gives it the configured password and exactly the rights it needs. */
    void admitApp(ServerAddress server);

    /** Says where buckets will be born, before anything of them is made. */
    void placeBuckets(SortedMap<BucketId, ShardName> homes);

    /** Makes the tables of a bucket for the first and only time, and publishes it. */
    void makeBucket(ShardName shard, BucketId bucket, int toVersion);

    void migrateBucket(ShardName shard, BucketId bucket, int fromVersion, int toVersion);

    /** Tells routers that every bucket has reached this version. */
    void publishSchemaVersion(int version);
}
