package dev.tessera.bench.moves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.WrittenReport;
import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class MovesReportTest {
    @Test
    void twoMoves_areReportedWithEveryGoalAndDistribution(@TempDir Path reports) throws IOException {
        int code = MovesReport.execute(
                "--moves=2",
                "--apps=1",
                "--clients=4",
                "--pause=40",
                "--comments=100",
                "--warmup=1",
                "--reports=" + reports);

        assertThat(code).isZero();
        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains(
                        "# What clients wait while 2 buckets move", "| section | ", "| with a move | ", "| without | ")
                .contains("| no failed request | 0 failed, 0 wrong answers | held |", "| 0 problems | held |")
                .doesNotContain("NaN", "null");
        assertThat(report.goals()).hasSize(4);
    }
}
