package dev.tessera.e2e.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.e2e.cli.ShardctlRun;
import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The source of a move dies while its copy is kept up to date, and a replica takes its place. */
class SourceFailoverTest {
    private static final BucketId BUCKET = new InitialBuckets(16).get(3);
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final MySqlExtension MYSQL =
            MySqlExtension.fresh(4, ServerSpec::withTls).cleanBeforeEach();

    private final MySqlServer source = MYSQL.server(1);
    private final MySqlServer target = MYSQL.server(2);
    private final MySqlServer replica = MYSQL.server(3);
    private TestSystem system;
    private MoverProcess mover;
    private int rows;

    @BeforeEach
    void aCopyThatIsKeptUpToDate() throws SQLException {
        system = TestSystem.create(16, MYSQL.server(0), source, target);
        replica.execute("reset binary logs and gtids");
        replica.replicateFrom(source, MySqlServer.USER, MySqlServer.PASSWORD);
        replica.execute("start replica");
        write(20);
        mover = MoverProcess.start(
                system.folder(), "phase-CUTOVER:before-journal", "wait", "move", BUCKET.name(), B.value());
        assertThat(mover.awaitMilestone()).isTrue();
    }

    @AfterEach
    void close() throws Exception {
        mover.close();
        system.close();
        replica.execute("stop replica", "reset replica all");
        source.start();
    }

    @Test
    void replicaThatLacksWhatTheCopyHas_stopsTheMove_withWhatIsMissing() throws Exception {
        awaitExecuted(replica);
        replica.execute("stop replica");
        write(7);
        awaitCopied();
        String missing = text(source, "select gtid_subtract(@@global.gtid_executed, '" + executed(replica) + "')");

        promote();

        ShardctlRun stopped = shardctl("move", "resume", Long.toString(move().moveId()));
        assertThat(stopped.code()).as(stopped.text()).isEqualTo(1);
        assertThat(move().failure().orElseThrow())
                .contains("lacks transactions that are on the target already: ")
                .endsWith("; missing GTIDs: " + missing);
        assertThat(stopped.text()).contains("missing GTIDs: " + missing);
        assertThat(Homes.tables(target, "tessera", BUCKET)).isEmpty();
        assertThat(Homes.tables(replica, "tessera", BUCKET)).hasSize(6);
        assertThat(home()).isEqualTo(A);

        shardctl("move", "abort", Long.toString(move().moveId())).done();
        shardctl("move", BUCKET.name(), "--to", B.value(), "--execute", "--disk-unchecked")
                .done();
        assertThat(home()).isEqualTo(B);
        assertThat(count(target, "tessera")).isEqualTo(rows - 7);
    }

    @Test
    void replicaThatHasEverything_isGoneOnWith() throws Exception {
        write(7);
        awaitCopied();
        awaitExecuted(replica);

        promote();

        shardctl("move", "resume", Long.toString(move().moveId())).done();
        assertThat(move().phase()).isEqualTo(MovePhase.SWITCHED);
        assertThat(home()).isEqualTo(B);
        assertThat(count(target, "tessera")).isEqualTo(rows);
        assertThat(count(replica, move().frozenSchema())).isEqualTo(rows);
    }

    /** As a DBA would: the mover, which waits for a server that won't come back, is ended, and the shard has another address from now on. */
    private void promote() throws Exception {
        source.kill();
        mover.close();
        replica.execute("stop replica", "reset replica all");
        Path file = system.folder().resolve(ClusterConfigFile.NAME);
        Files.writeString(file, Files.readString(file).replace(source.address(), replica.address()));
        shardctl("shard", "set-address", A.value(), "--accept", "--execute").done();
        Eventually.within(SOON, () -> move().leaseHolder().isEmpty(), "the lease of the mover runs out");
    }

    private Move move() {
        try (Cluster cluster = cluster()) {
            return cluster.journal().all().get(0);
        }
    }

    private ShardName home() {
        try (Cluster cluster = cluster()) {
            return cluster.placements().find(BUCKET).orElseThrow().shard();
        }
    }

    private Cluster cluster() {
        ClusterConfig config = ClusterConfigFile.read(system.folder());
        return new Cluster(config, system.cluster().operator(), Changelogs.shipped());
    }

    private ShardctlRun shardctl(String... command) {
        return ShardctlRun.on(system.cluster(), command);
    }

    private void write(int count) {
        for (int i = 0; i < count; i++) {
            rows++;
            source.execute(
                    "insert into tessera.authored_comments_%s (user_id, comment_id, thread_id, created_at, version) values (%d, %d, 1, now(3), 1)"
                            .formatted(BUCKET, (1L << 22) + ((long) BUCKET.firstSlot() << 8), rows));
        }
    }

    private void awaitCopied() {
        String incoming = "tessera_in_" + move().moveId();
        Eventually.within(SOON, () -> count(target, incoming) == rows, "the copy has every row");
    }

    private void awaitExecuted(MySqlServer server) {
        assertThat(text(server, "select wait_for_executed_gtid_set('" + executed(source) + "', 60)"))
                .isEqualTo("0");
    }

    private static String executed(MySqlServer server) {
        return text(server, "select @@global.gtid_executed");
    }

    private static int count(MySqlServer server, String schema) {
        return Integer.parseInt(text(server, "select count(*) from %s.authored_comments_%s".formatted(schema, BUCKET)));
    }

    private static String text(MySqlServer server, String query) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }
}
