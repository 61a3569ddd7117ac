package dev.tessera.ops.move;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;

/** Sixteen buckets on shard-a and shard-b; the directory stands beside shard-a. */
public final class TwoShardCluster implements AutoCloseable {
    public static final ShardName A = new ShardName("shard-a");
    public static final ShardName B = new ShardName("shard-b");

    private static final InitialBuckets BUCKETS = new InitialBuckets(16);

    private final TestCluster servers;
    private final Cluster cluster;

    private TwoShardCluster(TestCluster servers) {
        this.servers = servers;
        this.cluster = open();
    }

    public static TwoShardCluster on(MySqlServer a, MySqlServer b) {
        return new TwoShardCluster(TestCluster.initialised(BUCKETS.count(), a, a, b));
    }

    /** A bucket by its place in the order of slots, 0 to 15; the first eight are born on shard-a. */
    public static BucketId bucket(int index) {
        return BUCKETS.get(index);
    }

    public Cluster cluster() {
        return cluster;
    }

    /** As another process would see it. */
    public Cluster open() {
        return new Cluster(servers.config(), servers.operator(), Changelogs.shipped());
    }

    public TestCluster servers() {
        return servers;
    }

    /** A bucket that was born on the shard. */
    public BucketId bucketOn(ShardName shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().equals(shard))
                .findFirst()
                .orElseThrow()
                .bucket();
    }

    @Override
    public void close() {
        cluster.close();
        servers.close();
    }
}
