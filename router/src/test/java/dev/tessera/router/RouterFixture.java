package dev.tessera.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.EntityIdGenerator;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.jdbi.v3.core.Handle;

/** A cluster of 16 buckets on two shards, the first eight on shard-a, and statements to try on it. */
final class RouterFixture implements AutoCloseable {
    static final int BUCKETS = 16;
    static final BucketId BUCKET_ON_A = bucket(3);
    static final BucketId BUCKET_ON_B = bucket(12);
    /** A slot of {@link #BUCKET_ON_A}. */
    static final int ON_A = 3_100;
    /** A slot of {@link #BUCKET_ON_B}. */
    static final int ON_B = 12_300;

    private static final Duration TOLD_WITHIN = Duration.ofMillis(1_200);

    private final TestCluster cluster;
    private final MySqlServer directory;
    private final EntityIdGenerator ids = new EntityIdGenerator(Clock.systemUTC(), new Random());

    private RouterFixture(TestCluster cluster, MySqlServer directory) {
        this.cluster = cluster;
        this.directory = directory;
    }

    /** Server 0 has the directory, 1 and 2 the shards. */
    static RouterFixture on(MySqlExtension mysql) {
        TestCluster cluster = TestCluster.initialised(BUCKETS, mysql.server(0), mysql.server(1), mysql.server(2));
        return new RouterFixture(cluster, mysql.server(0));
    }

    /** The buckets that it begins with. */
    static BucketId bucket(int index) {
        return new InitialBuckets(BUCKETS).get(index);
    }

    RouterConfig config() {
        return RouterConfig.of(
                        cluster.directoryAddress(),
                        cluster.config().directory().schema().value(),
                        cluster.appUser(),
                        cluster.appPassword())
                .withPoolSize(8)
                .withTls(Tls.DISABLED);
    }

    ShardRouter router() {
        return ShardRouters.open(config());
    }

    MySqlServer directory() {
        return directory;
    }

    MySqlServer shard(int index) {
        return cluster.shardServer(index);
    }

    EntityId newId(int slot) {
        return ids.next(slot);
    }

    /** Changes the directory as an operator's tool would: the version grows in the same transaction. */
    void changeDirectory(String... changes) {
        try (Connection connection = directory.connect(schema());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update cluster set version = version + 1");
            for (String change : changes) {
                statement.execute(change);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    void setAddress(String shard, String address) {
        ServerAddress.parse(address);
        changeDirectory("update shards set address = '" + address + "' where shard = '" + shard + "'");
    }

    String schema() {
        return cluster.config().directory().schema().value();
    }

    /** Has a connection to each shard, and its routes compiled. */
    static void warmUp(ShardRouter router) {
        router.oneStatementInSlot(ON_A, RouterFixture::countUsers);
        router.oneStatementInSlot(ON_B, RouterFixture::countUsers);
    }

    /** Told so, and soon. */
    static void assertUnavailable(ShardRouter router, int slot) {
        long begun = System.nanoTime();
        assertThatThrownBy(() -> router.oneStatementInSlot(slot, RouterFixture::countUsers))
                .isInstanceOf(ShardUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TOLD_WITHIN);
    }

    /** Writes a user, whose handle is made from the id. */
    static void insertUser(Handle handle, EntityId id) {
        handle.createUpdate("insert into users (user_id, handle, display_name, created_at, updated_at)"
                        + " values (:id, :handle, 'A user', utc_timestamp(3), utc_timestamp(3))")
                .bind("id", id.value())
                .bind("handle", ("user" + id).getBytes(StandardCharsets.US_ASCII))
                .execute();
    }

    static int countUsers(Handle handle) {
        return handle.createQuery("select count(*) from users")
                .mapTo(Integer.class)
                .one();
    }

    /** Counts rows of a bucket's users straight on a server. */
    static int usersOn(MySqlServer server, BucketId bucket) {
        return number(server, "select count(*) from tessera." + BucketTables.physicalName("users", bucket));
    }

    static int number(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
