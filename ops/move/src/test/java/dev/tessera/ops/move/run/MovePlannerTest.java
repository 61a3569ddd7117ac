package dev.tessera.ops.move.run;

import static dev.tessera.ops.move.TwoShardCluster.bucket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class MovePlannerTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    @Test
    void binlogsThatMayBeGoneBeforeTheMoveEnds_areWarnedOf() {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1))) {
            mysql.server(0).execute("set global binlog_expire_logs_seconds = 3");
            assertThat(ofBinlogs(shards))
                    .containsExactly("shard-a purges its binlogs after 3 s, and the largest of its buckets may take"
                            + " about 2 s: a move that takes longer than they stand has to start again; raise"
                            + " binlog_expire_logs_seconds there");

            mysql.server(0).execute("set global binlog_expire_logs_auto_purge = off");
            assertThat(ofBinlogs(shards)).as("kept for ever").isEmpty();

            mysql.server(0)
                    .execute(
                            "set global binlog_expire_logs_auto_purge = on",
                            "set global binlog_expire_logs_seconds = 60");
            assertThat(ofBinlogs(shards)).as("long enough").isEmpty();
        }
    }

    @Test
    void bucketsThatFitOneByOne_areRefusedWhenTheyDoNotFitTogether() {
        try (TwoShardCluster shards = TwoShardCluster.on(mysql.server(0), mysql.server(1))) {
            long bytes = plan(shards.cluster(), true, bucket(0)).bytes();
            try (Cluster cluster = withDisk(shards, used(mysql.server(1)) + 3 * bytes)) {
                assertThat(plan(cluster, false, bucket(0)).problems()).isEmpty();
                assertThat(plan(cluster, false, bucket(1)).problems()).isEmpty();
                assertThat(plan(cluster, false, bucket(0), bucket(1)).problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem)
                                .matches("shard-b uses \\d+ of \\d+ bytes; a copy of " + 2 * bytes
                                        + " bytes needs twice that"));
            }
        }
    }

    private static Cluster withDisk(TwoShardCluster shards, long bytes) {
        ClusterConfig config = shards.servers().config();
        List<ShardConfig> sized = config.shards().stream()
                .map(shard -> new ShardConfig(
                        shard.name(), shard.address(), Optional.of(new DataSize(bytes)), List.of(), false))
                .toList();
        return new Cluster(config.of(sized), shards.servers().operator(), Changelogs.shipped());
    }

    private static long used(MySqlServer server) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            long used = 0;
            try (ResultSet tables =
                    statement.executeQuery("select sum(file_size) from information_schema.innodb_tablespaces")) {
                tables.next();
                used += tables.getLong(1);
            }
            try (ResultSet binlogs = statement.executeQuery("show binary logs")) {
                while (binlogs.next()) {
                    used += binlogs.getLong(2);
                }
            }
            return used;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static MovePlan plan(Cluster cluster, boolean diskUnchecked, BucketId... buckets) {
        return new MovePlanner(cluster, diskUnchecked, false, OpenReversePolicy.CLOSED)
                .plan(BucketSelection.of(buckets), TwoShardCluster.B);
    }

    private static List<String> ofBinlogs(TwoShardCluster shards) {
        return plan(shards.cluster(), true, bucket(0)).warnings().stream()
                .filter(warning -> warning.contains("binlogs"))
                .toList();
    }
}
