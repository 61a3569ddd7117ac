package dev.tessera.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.process.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of {@code shardctl} itself, half-way. */
class KilledInitCommandTest {
    private static final int BUCKETS = 64;
    private static final int TABLES = 6;

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2);

    private TestCluster cluster;

    @BeforeEach
    void configure() {
        cluster = TestCluster.configured(BUCKETS, mysql.server(0), mysql.server(0), mysql.server(1));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void initKilledHalfWay_isFinishedByTheNext() throws IOException, InterruptedException {
        Process init = startInit();
        try {
            Eventually.within(Duration.ofMinutes(1), () -> liveTables() > BUCKETS * TABLES / 4, "tables are made");
        } finally {
            init.destroyForcibly().waitFor();
        }
        assertThat(init.exitValue()).isEqualTo(137);
        assertThat(liveTables()).isLessThan(BUCKETS * TABLES);
        assertThat(ShardctlRun.on(cluster, "cluster", "status").failed())
                .anyMatch(line -> line.matches("PROBLEM: [0-9]+ of 64 buckets were never finished; run init"));

        assertThat(ShardctlRun.on(cluster, "cluster", "init").done())
                .last()
                .isEqualTo("cluster test is ready: 64 buckets on 2 shards");
        assertThat(ShardctlRun.on(cluster, "cluster", "status").done()).last().isEqualTo("no problems");
        assertThat(liveTables()).isEqualTo(BUCKETS * TABLES);
        assertThat(ShardctlRun.on(cluster, "migrate").done())
                .containsExactly("cluster test has the newest schema; nothing was changed");
    }

    private Process startInit() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        Shardctl.class.getName(),
                        "cluster",
                        "init",
                        "--cluster",
                        cluster.clusterDirectory().toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int liveTables() {
        return Catalog.liveTables(mysql.server(0)) + Catalog.liveTables(mysql.server(1));
    }
}
