package dev.tessera.e2e.faults;

import dev.tessera.app.testing.AppCluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Changes a cluster's directory as an operator's tool would: the version grows in the same transaction. */
record Directory(MySqlServer server, String schema) {
    static Directory of(AppCluster cluster) {
        return of(cluster.testCluster(), cluster.shards().get(0));
    }

    static Directory of(TestCluster cluster, MySqlServer server) {
        return new Directory(server, cluster.config().directory().schema().value());
    }

    void change(String... statements) {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update cluster set version = version + 1");
            for (String sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void setAddress(String shard, String address) {
        change("update shards set address = '" + address + "' where shard = '" + shard + "'");
    }

    void addShard(String shard, MySqlServer at) {
        change(
                "insert into shards (shard, address, created_at, updated_at) values ('" + shard + "', '" + at.address()
                        + "', utc_timestamp(3), utc_timestamp(3))",
                "insert into shard_servers (server_uuid, shard, accepted_at, accepted_by) values ('" + at.uuid()
                        + "', '" + shard + "', utc_timestamp(3), 'a test')");
    }

    void beginCutover(BucketId bucket) {
        change("update placements set state = 'cutover' where bucket = '" + bucket + "'");
    }

    void place(BucketId bucket, String shard) {
        change("update placements set state = 'live', shard = '" + shard + "', epoch = epoch + 1 where bucket = '"
                + bucket + "'");
    }
}
