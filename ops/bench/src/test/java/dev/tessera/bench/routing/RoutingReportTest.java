package dev.tessera.bench.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.routing.sides.Kind;
import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class RoutingReportTest {
    /** Figures of so few and short rounds mean nothing; that each is there does. */
    @Test
    void tinyRun_writesAReportWithEverySideKindGoalAndProfile(@TempDir Path reports) throws IOException {
        int code = RoutingReport.execute(
                "--brief",
                "--rounds=1",
                "--seconds=0.05",
                "--warmup=0",
                "--threads=2",
                "--starts=1",
                "--buckets=32",
                "--profile",
                "--profile-seconds=0.1",
                "--reports=" + reports);

        assertThat(code).isZero();
        String report = Files.readString(onlyFile(reports));
        assertThat(report)
                .contains(
                        "# What routing costs",
                        "`ops/bench/routing --brief",
                        "## Over HTTP",
                        "| Tessera's app | ",
                        "## Where the rest goes: GET /v1/comments/{id}, Tessera's app",
                        "## Cost by size",
                        "64 shards |",
                        "64 pools |")
                .doesNotContain("NaN", "null");
        for (Kind kind : Kind.values()) {
            assertThat(report)
                    .contains("### " + kind + ", 2 threads", "## Where the rest goes: " + kind + ", Tessera, JDBC");
        }
        assertThat(report.lines().filter(line -> line.startsWith("| Tessera, JDBI | ")))
                .hasSize(Kind.values().length);
        assertThat(report.lines().filter(line -> line.endsWith(" | held |") || line.endsWith(" | **missed** |")))
                .hasSize(10);
    }

    @Test
    void moreThreadsThanConnections_areRefused(@TempDir Path reports) {
        assertThat(RoutingReport.execute("--threads=17", "--reports=" + reports))
                .isEqualTo(2);
    }

    private static Path onlyFile(Path reports) throws IOException {
        try (var files = Files.list(reports)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
