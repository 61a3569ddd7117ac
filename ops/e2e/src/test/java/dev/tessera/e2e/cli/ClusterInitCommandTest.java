package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code shardctl cluster init} and {@code shardctl migrate}, from an empty cluster on. */
class ClusterInitCommandTest {
    private static final int TABLES = 6;

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TestCluster cluster;

    @BeforeEach
    void configure() {
        cluster = TestCluster.configured(16, mysql.server(0), mysql.server(0), mysql.server(1));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void init_showsProgressAndMakesTheCluster() {
        List<String> lines = ShardctlRun.on(cluster, "cluster", "init").done();
        assertThat(lines).last().isEqualTo("cluster test is ready: 16 buckets on 2 shards");
        assertThat(lines.subList(0, lines.size() - 1)).isNotEmpty().allSatisfy(line -> assertThat(line)
                .matches("\\d+ of \\d+: .+ \\([0-9.]+ s(, [0-9.]+ s left)?\\)"));
        assertThat(lines.get(lines.size() - 2)).matches("(\\d+) of \\1: .*");
        assertThat(Catalog.liveTables(mysql.server(0))).isEqualTo(8 * TABLES);
        assertThat(Catalog.liveTables(mysql.server(1))).isEqualTo(8 * TABLES);
        assertThat(ShardctlRun.on(cluster, "cluster", "status").done()).last().isEqualTo("no problems");
    }

    @Test
    void initAgain_saysThatNothingWasChanged() {
        ShardctlRun.on(cluster, "cluster", "init").done();
        List<String> before = Catalog.executedTransactions(mysql.servers());
        assertThat(ShardctlRun.on(cluster, "cluster", "init").done())
                .containsExactly("cluster test was ready before; nothing was changed");
        assertThat(Catalog.executedTransactions(mysql.servers())).isEqualTo(before);
    }

    @Test
    void initDryRun_tellsAndChangesNothing() {
        List<String> before = Catalog.executedTransactions(mysql.servers());
        List<String> lines =
                ShardctlRun.on(cluster, "cluster", "init", "--dry-run").done();
        assertThat(lines)
                .contains("shard-b: make the tables of bucket 15360_16383, then publish it as live")
                .noneMatch(line -> line.contains("create table"))
                .last()
                .isEqualTo("nothing was done");
        assertThat(ShardctlRun.on(cluster, "cluster", "init", "--sql").done())
                .contains("    create table if not exists comments_15360_16383 (")
                .noneMatch(line -> line.contains(cluster.appPassword()))
                .last()
                .isEqualTo("nothing was done");
        assertThat(Catalog.executedTransactions(mysql.servers())).isEqualTo(before);
    }

    @Test
    void migrateOfANewCluster_hasNothingToDo() {
        ShardctlRun.on(cluster, "cluster", "init").done();
        List<String> before = Catalog.executedTransactions(mysql.servers());
        assertThat(ShardctlRun.on(cluster, "migrate").done())
                .containsExactly("cluster test has the newest schema; nothing was changed");
        assertThat(ShardctlRun.on(cluster, "migrate", "--dry-run").done()).containsExactly("nothing to do");
        assertThat(ShardctlRun.on(cluster, "migrate", "--sql").done()).containsExactly("nothing to do");
        assertThat(Catalog.executedTransactions(mysql.servers())).isEqualTo(before);
    }

    @Test
    void migrateBeforeInit_isRefused() {
        ShardctlRun run = ShardctlRun.on(cluster, "migrate");
        assertThat(run.err()).containsExactly("shardctl: cluster 'test' isn't initialised; run init");
        assertThat(run.code()).isEqualTo(1);
        assertThat(Catalog.liveTables(mysql.server(0))).isZero();
    }

    @Test
    void operatorThatIsNotLetIn_isToldSo() {
        mysql.server(0).execute("alter user '" + cluster.operator().user() + "'@'%' identified by 'something else'");
        ShardctlRun run = ShardctlRun.on(cluster, "cluster", "init");
        assertThat(run.err())
                .singleElement()
                .asString()
                .startsWith("shardctl: the directory can't be reached at "
                        + mysql.server(0).address() + ": Access denied for user 'tessera_operator'");
        assertThat(run.code()).isEqualTo(1);
    }
}
