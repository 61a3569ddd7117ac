package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code shardctl shard accept}: the directory is made to know another server as shard-a than the one that is there. */
class ShardAcceptCommandTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TestCluster cluster;

    @BeforeEach
    void makeTheServerAStranger() {
        cluster = TestCluster.initialised(16, mysql.server(0), mysql.server(0), mysql.server(1));
        mysql.server(0)
                .execute("update tessera_directory.shard_servers set server_uuid = uuid() where shard = 'shard-a'");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void serverWithTheRightBuckets_isAccepted_once() {
        assertThat(ShardctlRun.on(cluster, "cluster", "status").failed())
                .anyMatch(line -> line.startsWith("PROBLEM: the server at the address of shard-a"));
        assertThat(ShardctlRun.on(cluster, "shard", "accept", "shard-a").done())
                .containsExactly("server " + mysql.server(0).uuid() + " is shard-a now");
        assertThat(ShardctlRun.on(cluster, "cluster", "status").done()).last().isEqualTo("no problems");
        assertThat(ShardctlRun.on(cluster, "shard", "accept", "shard-a").done())
                .containsExactly("its server was known as shard-a before; nothing was changed");
    }

    @Test
    void serverThatLacksABucket_orHasOneTooMany_isRefused() {
        mysql.server(0)
                .execute(
                        "create schema aside",
                        "rename table " + renames("tessera", "aside", new InitialBuckets(16).get(3)),
                        "update tessera_directory.placements set shard = 'shard-b' where bucket = '04096_05119'");
        List<String> refusal = refusal("shard", "accept", "shard-a");
        assertThat(String.join("\n", refusal))
                .contains("bucket 03072_04095 lives on shard-a, and this server has no tables of it")
                .contains(
                        "this server has live tables of bucket 04096_05119, which the directory doesn't place on shard-a;"
                                + " rename them away first");
    }

    @Test
    void shardThatIsNotConfigured_isNamed() {
        ShardctlRun run = ShardctlRun.on(cluster, "shard", "accept", "shard-z");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).first().isEqualTo("shardctl: there is no shard shard-z in cluster test");
    }

    @Test
    void query_countsOverAllBuckets_andRefusesWhatWouldBeWrong() {
        ShardctlRun.on(cluster, "shard", "accept", "shard-a").done();
        assertThat(ShardctlRun.on(cluster, "query", "select count(*) n from users")
                        .done())
                .containsExactly("n", "0");
        assertThat(refusal("query", "select 1 + count(*) from users"))
                .singleElement()
                .asString()
                .startsWith("shardctl: refused: only columns and COUNT, SUM, MIN, MAX, AVG are selected across shards");
    }

    /** What stands on stderr of a run that refused. */
    private List<String> refusal(String... command) {
        ShardctlRun run = ShardctlRun.on(cluster, command);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        return run.err();
    }

    private static String renames(String from, String to, BucketId bucket) {
        return String.join(
                ", ",
                List.of("users", "authored_comments", "threads", "comments", "outbox", "idempotency_keys").stream()
                        .map(table -> "%1$s.%3$s_%4$s to %2$s.%3$s_%4$s".formatted(from, to, table, bucket))
                        .toList());
    }
}
