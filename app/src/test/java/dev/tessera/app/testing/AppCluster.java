package dev.tessera.app.testing;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A cluster on the given servers, each of them a shard, the first the directory too; and a look at its tables past the app. */
public final class AppCluster implements AutoCloseable {
    /** The account that the app signs in with. */
    public static final String USER = "tessera_app";

    public static final int BUCKETS = 16;

    private final TestCluster cluster;
    private final List<MySqlServer> servers;

    private AppCluster(TestCluster cluster, List<MySqlServer> servers) {
        this.cluster = cluster;
        this.servers = servers;
    }

    public static AppCluster create(List<MySqlServer> servers) {
        return create(servers.get(0), servers);
    }

    /** With the directory elsewhere. */
    public static AppCluster create(MySqlServer directory, List<MySqlServer> shards) {
        MySqlServer[] servers = shards.toArray(MySqlServer[]::new);
        return new AppCluster(TestCluster.initialised(BUCKETS, directory, servers), shards);
    }

    public Path folder() {
        return cluster.clusterDirectory();
    }

    public TestCluster testCluster() {
        return cluster;
    }

    public List<MySqlServer> shards() {
        return servers;
    }

    public MySqlServer shardOf(BucketId bucket) {
        List<ShardName> names =
                servers.stream().map(server -> name(servers.indexOf(server))).toList();
        return servers.get(
                names.indexOf(cluster.config().initialPlacement().homes().get(bucket)));
    }

    /** The bucket of an id. No operation has divided the slots otherwise than they were at first. */
    public BucketId bucketOf(long id) {
        return cluster.config().buckets().holding(new EntityId(id).slot());
    }

    /** Runs a statement where an id lives; {@code %s} stands for the suffix of its bucket's tables. */
    public void execute(long id, String sql) {
        BucketId bucket = bucketOf(id);
        shardOf(bucket).execute("use tessera", sql.formatted(BucketTables.suffix(bucket)));
    }

    /** The rows of a logical table in all buckets, read table by table. */
    public long count(String logicalTable) throws SQLException {
        long rows = 0;
        for (BucketId bucket : cluster.config().buckets().all()) {
            String sql = "select count(*) from " + BucketTables.physicalName(logicalTable, bucket);
            try (Connection connection = shardOf(bucket).connect(BucketTables.LIVE_SCHEMA);
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                rows += row.getLong(1);
            }
        }
        return rows;
    }

    @Override
    public void close() {
        cluster.close();
    }

    private ShardName name(int index) {
        return cluster.config().shards().get(index).name();
    }
}
