package dev.tessera.bench.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.WrittenReport;
import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Figures of runs so small mean nothing; that each is there does. */
@ExtendWith(LeakCheck.class)
class TransferReportsTest {
    @Test
    void tinyCopy_writesAReportWithBothWaysAndEveryGoal(@TempDir Path reports) throws IOException {
        int code = CopyReport.execute("--rows=2000", "--runs=1", "--buckets=1,2", "--reports=" + reports);

        assertThat(code).isZero();
        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains("# How fast a move copies", "`ops/bench/copy --rows=2000", "## one table", "## 2 buckets")
                .contains("| verified rows/s |")
                .doesNotContain("NaN", "null", "Infinity");
        assertThat(report.goals()).hasSize(4);
    }

    @Test
    void tinyCatchUp_writesAReportWithBothWays(@TempDir Path reports) throws IOException {
        int code = CatchUpReport.execute("--transactions=400", "--rows=100", "--runs=2", "--reports=" + reports);

        assertThat(code).isZero();
        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains("# How fast a move catches up", "400 transactions of one row", "workers", "| 2 | ")
                .doesNotContain("NaN", "null", "Infinity");
        assertThat(report.goals()).hasSize(1);
    }

    @Test
    void fewerRowsThanBuckets_areRefused(@TempDir Path reports) {
        assertThat(CopyReport.execute("--rows=3", "--buckets=4", "--reports=" + reports))
                .isEqualTo(2);
    }
}
