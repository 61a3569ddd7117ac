package dev.tessera.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.app.testing.ApiClient;
import dev.tessera.app.testing.AppCluster;
import dev.tessera.app.testing.AppProcess;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class ThirdShardTest {
    private static final int CLIENTS = 16;
    private static final int REQUESTS = Scale.of("requests", 300);
    private static final int REQUESTS_PER_SECOND = Scale.of("rate", 300);
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(2);

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    @Test
    void shardAddedToTheDirectoryUnderLoad_servesWithoutRestart_andNoRequestFails() throws Exception {
        List<MySqlServer> first = MYSQL.servers().subList(0, 2);
        try (AppCluster cluster = AppCluster.create(first);
                AppProcess app = AppProcess.start(cluster, Map.of())) {
            addUnderLoad(cluster, app.api(), MYSQL.server(2));
        }
    }

    private static void addUnderLoad(AppCluster cluster, ApiClient api, MySqlServer third) throws SQLException {
        String thread = api.thread("/carried");
        String author = api.user("carried");
        String comment = api.comment(thread, author, "before").expect(201).header("Location");
        BucketId bucket = cluster.bucketOf(Long.parseLong(thread));
        List<Key> keys = SimulatedPopulation.of(api, cluster, slot -> !bucket.contains(slot));
        Eventually.within(Duration.ofSeconds(10), () -> cluster.count("outbox") == 0, "the outboxes are empty");

        try (Load load = Load.start(api, keys, CLIENTS, REQUESTS_PER_SECOND)) {
            load.await(0, REQUESTS / 2);
            long published = carry(cluster, bucket, third);
            api.get(comment).expect(200);
            Duration served = Duration.ofNanos(System.nanoTime() - published);
            api.comment(thread, author, "after").expect(201);
            load.await(0, REQUESTS / 2);

            Samples samples = load.stop();
            System.out.printf(
                    Locale.ROOT,
                    "third shard: serves after %d ms; %d requests besides, %.3f %% of them well%n",
                    served.toMillis(),
                    samples.count(),
                    100 * samples.successShare());
            assertThat(samples.where(sample -> !sample.succeeded()).all()).isEmpty();
            assertThat(served).isLessThan(SERVED_WITHIN);
            assertThat(commentsOn(third, bucket)).isEqualTo(2);
        }
    }

    /** @return when the directory began to say so */
    private static long carry(AppCluster cluster, BucketId bucket, MySqlServer third) throws SQLException {
        Directory directory = Directory.of(cluster);
        CarriedBucket.admit(
                third, cluster.testCluster().appUser(), cluster.testCluster().appPassword());
        directory.addShard("shard-c", third);
        CarriedBucket carried = new CarriedBucket(bucket, cluster.shardOf(bucket), third);
        carried.copy();
        directory.beginCutover(bucket);
        carried.fence();
        long published = System.nanoTime();
        directory.place(bucket, "shard-c");
        return published;
    }

    private static int commentsOn(MySqlServer server, BucketId bucket) throws SQLException {
        try (Connection connection = server.connect(BucketTables.LIVE_SCHEMA);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from " + BucketTables.physicalName("comments", bucket))) {
            row.next();
            return row.getInt(1);
        }
    }
}
