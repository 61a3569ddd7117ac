package dev.tessera.e2e.migrations;

import static java.lang.System.Logger.Level.INFO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.ClusterDryRun;
import dev.tessera.migrations.ClusterInit;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.plan.MigrationOutcome;
import dev.tessera.migrations.plan.Progress;
import dev.tessera.migrations.sql.LockHeldException;
import dev.tessera.migrations.sql.MigrationRefusedException;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterInitTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(3).cleanBeforeEach();

    private static final System.Logger log = System.getLogger(ClusterInitTest.class.getName());

    private TestCluster cluster;

    @BeforeEach
    void configure() {
        cluster = TestCluster.configured(16, mysql.server(0), mysql.server(1), mysql.server(2));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void sixtyFourBucketsOnTwoShards_takeThirtySecondsAtMost() {
        cluster.close();
        cluster = TestCluster.configured(64, mysql.server(0), mysql.server(1), mysql.server(2));
        List<Progress.Report> reports = new ArrayList<>();
        MigrationOutcome outcome = init(reports::add);
        Progress.Report last = reports.get(reports.size() - 1);
        log.log(INFO, "init of 64 buckets x 6 tables on 2 shards took {0}", last.elapsed());
        assertThat(last.elapsed()).isLessThan(Duration.ofSeconds(30));
        assertThat(last.done())
                .isEqualTo(last.total())
                .isEqualTo(outcome.steps())
                .isGreaterThan(64);
        assertThat(LiveTables.of(mysql.server(1))).hasSize(32 * 6);
        assertThat(LiveTables.of(mysql.server(2))).hasSize(32 * 6);
        assertThat(changeCounters())
                .as("one increment for two shards, the placements, and each bucket")
                .isEqualTo(1 + 2 + 1 + 64);
    }

    @Test
    void secondRun_changesNothing() throws SQLException {
        init(Progress.none());
        List<String> before = executedTransactions();
        assertThat(init(Progress.none())).isEqualTo(new MigrationOutcome(0));
        assertThat(executedTransactions()).isEqualTo(before);
    }

    @Test
    void dryRun_tellsEveryStepAndChangesNothing() throws SQLException {
        List<String> before = executedTransactions();
        List<String> lines = dryRun(false);
        assertThat(executedTransactions()).isEqualTo(before);
        assertThat(lines).contains("shard-b: make the tables of bucket 15360_16383, then publish it as live");
        assertThat(dryRun(true)).contains("    create table if not exists users_15360_16383 (");
        assertThat(init(Progress.none()).steps()).isEqualTo(lines.size());
        assertThat(dryRun(false)).isEmpty();
    }

    @Test
    void secondRunner_isToldWhoHoldsTheLock() throws SQLException {
        try (Connection other = mysql.server(0).connect()) {
            Sql.column(other, "select get_lock('tessera/migrations', 0)");
            String id = Sql.column(other, "select connection_id()").get(0);
            assertThatThrownBy(() -> init(Progress.none()))
                    .isInstanceOf(LockHeldException.class)
                    .hasMessageMatching("the lock 'tessera/migrations' on "
                            + mysql.server(0).address() + " is held by connection " + id
                            + ", root@[^ ]+; nothing is done while it works");
        }
    }

    @Test
    void otherName_isRefused() {
        init(Progress.none());
        ClusterConfig own = cluster.config();
        ClusterConfig other = new ClusterConfig(
                new ClusterName("other"),
                new InitialBuckets(128),
                own.operator(),
                own.app(),
                own.directory(),
                own.shards());
        assertThatThrownBy(() -> new ClusterInit(
                                other, cluster.operator(), cluster.app(), Changelogs.shipped(), Progress.none())
                        .run())
                .isInstanceOf(MigrationRefusedException.class)
                .hasMessage("the directory at " + mysql.server(0).address()
                        + " belongs to cluster 'test'; cluster.yml describes 'other'");
    }

    /** With how many buckets a cluster began says nothing of those that it has now. */
    @Test
    void otherNumberOfBuckets_changesNothing() {
        init(Progress.none());
        ClusterConfig own = cluster.config();
        ClusterConfig other = new ClusterConfig(
                own.name(), new InitialBuckets(128), own.operator(), own.app(), own.directory(), own.shards());
        assertThat(new ClusterInit(other, cluster.operator(), cluster.app(), Changelogs.shipped(), Progress.none())
                        .run()
                        .changed())
                .isFalse();
    }

    @Test
    void directoryOfAnotherFormat_isRefused_andLeftAsItIs() {
        init(Progress.none());
        mysql.server(0).execute("update tessera_directory.cluster set format = 4");
        assertThatThrownBy(() -> init(Progress.none()))
                .isInstanceOf(MigrationRefusedException.class)
                .hasMessageStartingWith("the directory at " + mysql.server(0).address()
                        + "/tessera_directory has format 4, and this version of Tessera reads format 3 alone:");
        mysql.server(0).execute("alter table tessera_directory.cluster drop column format");
        assertThatThrownBy(() -> init(Progress.none()))
                .isInstanceOf(MigrationRefusedException.class)
                .hasMessageStartingWith("the directory at " + mysql.server(0).address()
                        + "/tessera_directory has format 1, in which ids carry buckets, and");
    }

    @Test
    void liveTablesOfADirectoryThatIsGone_areNeverTakenForNew() {
        init(Progress.none());
        mysql.server(0).execute("drop schema tessera_directory");
        assertThatThrownBy(() -> init(Progress.none()))
                .isInstanceOf(MigrationRefusedException.class)
                .hasMessageContaining("shard-a has live tables of bucket 00000_01023, which the directory doesn't know")
                .hasMessageContaining(
                        "shard-b has live tables of bucket 15360_16383, which the directory doesn't know");
    }

    @Test
    void liveBucketWithoutItsTables_isNeverMadeAgain() {
        init(Progress.none());
        mysql.server(1).execute("drop table tessera.users_03072_04095");
        assertThatThrownBy(() -> init(Progress.none()))
                .hasMessage(
                        "bucket 03072_04095 lives on shard-a, and its tables users_03072_04095 are missing there; a bucket's tables are made"
                                + " once, by init, and never again");
    }

    @Test
    void appAccountWithMoreRightsThanItNeeds_isRefused() {
        init(Progress.none());
        mysql.server(1).execute("grant drop on tessera.* to 'tessera_app'@'%'");
        assertThatThrownBy(() -> init(Progress.none()))
                .hasMessage("on " + mysql.server(1).address()
                        + " the app's account 'tessera_app' may do more than it should: DROP on tessera");
    }

    private MigrationOutcome init(Progress progress) {
        return new ClusterInit(cluster.config(), cluster.operator(), cluster.app(), Changelogs.shipped(), progress)
                .run();
    }

    private List<String> dryRun(boolean withSql) {
        return new ClusterDryRun(cluster.config(), cluster.operator(), Changelogs.shipped(), withSql)
                .init(cluster.app());
    }

    private static long changeCounters() {
        try (Connection directory = mysql.server(0).connect("tessera_directory")) {
            return Long.parseLong(
                    Sql.column(directory, "select version from cluster").get(0));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the binlogs of all servers have seen: a write of any kind shows here. */
    private static List<String> executedTransactions() throws SQLException {
        List<String> sets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Connection connection = mysql.server(i).connect()) {
                sets.addAll(Sql.column(connection, "select @@global.gtid_executed"));
            }
        }
        return sets;
    }
}
