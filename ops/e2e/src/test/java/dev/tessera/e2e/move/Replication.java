package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A replica of a shard, and what a DBA does when it takes the shard's place. */
final class Replication {
    private Replication() {}

    /** Returns when the replica has what the source has. */
    static void follow(MySqlServer source, MySqlServer replica) throws SQLException {
        replica.replicateFrom(source, MySqlServer.USER, MySqlServer.PASSWORD);
        replica.execute("start replica");
        await(source, replica);
    }

    /** Until the replica has executed what the source has. */
    static void await(MySqlServer source, MySqlServer replica) throws SQLException {
        String executed;
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@global.gtid_executed")) {
            row.next();
            executed = row.getString(1);
        }
        try (Connection connection = replica.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select wait_for_executed_gtid_set('" + executed + "', 60)")) {
            row.next();
            assertThat(row.getInt(1)).as("the replica follows").isZero();
        }
    }

    /** The configuration names the replica's address in place of the source's; the directory doesn't know yet. */
    static ClusterConfig promote(TestSystem system, MySqlServer source, MySqlServer replica) throws IOException {
        Path file = system.folder().resolve(ClusterConfigFile.NAME);
        Files.writeString(file, Files.readString(file).replace(source.address(), replica.address()));
        ClusterConfig config = ClusterConfigFile.read(system.folder());
        assertThat(config.shards()).anyMatch(shard -> shard.address().toString().equals(replica.address()));
        return config;
    }
}
