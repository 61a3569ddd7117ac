package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica that lacks a fence takes the place of the shard that was fenced. */
class FailoverTest {
    private static final BucketId BUCKET = new InitialBuckets(16).get(3);
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.fresh(4, ServerSpec::withTls);

    @Test
    void promotedReplicaThatLacksTheFence_servesNothingBeforeItsStaleBucketIsRenamedAway() throws Exception {
        MySqlServer source = MYSQL.server(1);
        MySqlServer replica = MYSQL.server(3);
        try (TestSystem system = TestSystem.create(16, MYSQL.server(0), source, MYSQL.server(2))) {
            Replication.follow(source, replica);
            replica.execute("stop replica io_thread");
            ShardctlRun.on(
                            system.cluster(),
                            "move",
                            BUCKET.name(),
                            "--to",
                            "shard-b",
                            "--execute",
                            "--disk-unchecked",
                            "--without-replicas")
                    .done();
            source.kill();
            replica.execute("stop replica", "reset replica all");
            assertThat(Homes.tables(replica, "tessera", BUCKET))
                    .as("the replica lacks the fence")
                    .isNotEmpty();

            ClusterConfig promoted = Replication.promote(system, source, replica);
            try (Cluster cluster = new Cluster(promoted, system.cluster().operator(), Changelogs.shipped());
                    Agents ignored = Agents.start(promoted, system.cluster().operator())) {
                assertThat(cluster.shardServers().all()).doesNotContainKey(replica.uuid());
                Eventually.within(
                        SOON, () -> Homes.tables(replica, "tessera", BUCKET).isEmpty(), "the replica was reconciled");
                ShardctlRun.on(system.cluster(), "shard", "set-address", "shard-a", "--accept", "--execute")
                        .done();
                assertThat(cluster.shardServers().all()).containsKey(replica.uuid());
                assertThat(Homes.tables(MYSQL.server(2), "tessera", BUCKET)).hasSize(6);
                assertThat(Homes.tables(replica, "tessera", new InitialBuckets(16).get(0)))
                        .hasSize(6);
                assertThat(cluster.placements().find(BUCKET).orElseThrow().shard())
                        .hasToString("shard-b");
            }
        }
    }
}
