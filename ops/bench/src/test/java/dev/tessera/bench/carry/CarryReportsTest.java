package dev.tessera.bench.carry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Figures of runs so small mean nothing; that each is there does. */
@ExtendWith(LeakCheck.class)
class CarryReportsTest {
    @Test
    void tinyCopy_writesAReportWithBothWaysAndEveryGoal(@TempDir Path reports) throws IOException {
        int code = CopyReport.execute("--rows=2000", "--runs=1", "--buckets=1,2", "--reports=" + reports);

        assertThat(code).isZero();
        assertThat(onlyReport(reports))
                .contains("# How fast a move copies", "`ops/bench/copy --rows=2000", "## one table", "## 2 buckets")
                .contains("| verified rows/s |")
                .doesNotContain("NaN", "null", "Infinity");
        assertThat(goals(reports)).hasSize(4);
    }

    @Test
    void tinyCatchUp_writesAReportWithBothWays(@TempDir Path reports) throws IOException {
        int code = CatchUpReport.execute("--transactions=400", "--rows=100", "--runs=2", "--reports=" + reports);

        assertThat(code).isZero();
        assertThat(onlyReport(reports))
                .contains("# How fast a move catches up", "400 transactions of one row", "workers", "| 2 | ")
                .doesNotContain("NaN", "null", "Infinity");
        assertThat(goals(reports)).hasSize(1);
    }

    @Test
    void fewerRowsThanBuckets_areRefused(@TempDir Path reports) {
        assertThat(CopyReport.execute("--rows=3", "--buckets=4", "--reports=" + reports))
                .isEqualTo(2);
    }

    private static List<String> goals(Path reports) throws IOException {
        return onlyReport(reports)
                .lines()
                .filter(line -> line.endsWith(" | held |") || line.endsWith(" | **missed** |"))
                .toList();
    }

    private static String onlyReport(Path reports) throws IOException {
        try (var files = Files.list(reports)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readString(all.get(0));
        }
    }
}
