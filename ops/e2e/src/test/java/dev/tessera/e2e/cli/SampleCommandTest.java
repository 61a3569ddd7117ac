package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code shardctl sample}: what the directory remembers of inserts, of a move and of a restart between two samplings. */
class SampleCommandTest {
    private static final BucketId BUCKET = new InitialBuckets(16).get(3);
    private static final int ROWS = 8_000;

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3).cleanBeforeEach();

    private MySqlServer directory;
    private MySqlServer source;
    private MySqlServer target;
    private TestCluster cluster;

    @BeforeEach
    void initialise() {
        directory = mysql.server(0);
        source = mysql.server(1);
        target = mysql.server(2);
        cluster = TestCluster.initialised(16, directory, source, target);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void insertsAMoveAndARestart_areToldApart() throws SQLException {
        Sampled empty = sample();
        insert(source, 1);
        hourPasses();
        Sampled filled = sample();
        assertThat(filled.rows()).isBetween((long) (0.9 * ROWS), (long) (1.1 * ROWS));
        assertThat(filled.bytes()).isGreaterThan(empty.bytes() + ROWS * 500L);
        assertThat(filled.rate()).isBetween(ROWS / 3660.0, ROWS / 3600.0);

        hourPasses();
        ShardctlRun.on(cluster, "move", BUCKET.name(), "--to", "shard-b", "--execute", "--disk-unchecked")
                .done();
        Sampled moved = sample();
        assertThat(moved.shard()).isEqualTo("shard-b");
        assertThat(moved.epoch()).isGreaterThan(filled.epoch());
        assertThat(moved.rate())
                .as("that a move wrote it all is nobody's traffic")
                .isNaN();
        hourPasses();
        assertThat(sample().rate()).isLessThan(0.01);

        target.execute("set global innodb_stats_auto_recalc = off");
        insert(target, 2);
        target.restart();
        Sampled restarted = sample();
        assertThat(restarted.rows()).as("with statistics of before").isBetween((long) (1.6 * ROWS), (long)
                (2.4 * ROWS));
        assertThat(restarted.rate())
                .as("nobody knows what a server counted that has just begun to")
                .isNaN();
        insert(target, 3);
        hourPasses();
        assertThat(sample().rate()).isBetween(ROWS / 3660.0, ROWS / 3600.0);
    }

    @Test
    void shardThatDoesNotAnswer_isAProblem_andTheRestIsSampled() throws SQLException {
        target.kill();
        ShardctlRun run = ShardctlRun.on(cluster, "sample");
        assertThat(run.failed())
                .anyMatch(line -> line.matches("shard-a +8 +~0 +[0-9.]+ MiB +\\?"))
                .contains("PROBLEM: shard-b was not sampled: shard-b can't be reached at " + target.address()
                        + ": Communications link failure (08S01)");
        assertThat(number("select count(*) from growth_sampled_buckets")).isEqualTo(8);
    }

    private Sampled sample() throws SQLException {
        ShardctlRun.on(cluster, "sample").done();
        String newest = "select shard, epoch, byte_count, row_count, writes_per_second from growth_sampled_buckets"
                + " where bucket = '" + BUCKET + "' order by sampling_id desc limit 1";
        try (var connection = directory.connect("tessera_directory");
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(newest)) {
            assertThat(row.next()).isTrue();
            Object rate = row.getObject(5);
            return new Sampled(
                    row.getString(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    rate == null ? Double.NaN : (Double) rate);
        }
    }

    /** For the samplings, and for the clock of the servers when they took them. */
    private void hourPasses() {
        directory.execute(
                "update tessera_directory.growth_samplings set sampled_at = sampled_at - interval 1 hour",
                "update tessera_directory.growth_sampled_shards set read_at = read_at - interval 1 hour");
    }

    private long number(String query) throws SQLException {
        try (var connection = directory.connect("tessera_directory");
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(MySqlServer server, int millisecond) throws SQLException {
        String id = String.format(Locale.ROOT, "(%d000000 + n << 22 | %d << 8)", millisecond, BUCKET.firstSlot());
        String rows =
                "insert into comments_03072_04095 (comment_id, thread_id, root_id, author_id, author_handle, body,"
                        + " created_at, updated_at) with recursive numbers (n) as (select 1 union all select n + 1 from numbers"
                        + " where n < " + ROWS + ") select " + id + ", 3072 << 8, " + id
                        + ", 1, 'ann', repeat('x', 500), utc_timestamp(3), utc_timestamp(3) from numbers";
        try (var connection = server.connect("tessera");
                var statement = connection.createStatement()) {
            for (String sql : List.of("set cte_max_recursion_depth = " + ROWS, rows)) {
                statement.execute(sql);
            }
        }
    }

    private record Sampled(String shard, long epoch, long bytes, long rows, double rate) {}
}
