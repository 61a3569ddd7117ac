package dev.tessera.bench.reorganize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.WrittenReport;
import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class ReorganizeReportTest {
    @Test
    void pausesOfEachForm_areReportedWithTheirGoals(@TempDir Path reports) throws IOException {
        int code = ReorganizeReport.execute(
                "--parts=pauses",
                "--times=1",
                "--apps=1",
                "--clients=4",
                "--pause=40",
                "--comments=100",
                "--warmup=1",
                "--reports=" + reports);

        assertThat(code).isZero();
        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains("## Pauses, ms", "| split in 4, 1 times: section | ")
                .contains(
                        "| pauses: no failed request, every write at home once | 0 failed, 0 wrong answers, 0 problems of the audit | held |")
                .doesNotContain("NaN", "null");
        assertThat(report.goals()).hasSize(2);
    }

    @Test
    void whatStaleRoutersStoreInARandomHistory_isFoundAfterIt(@TempDir Path reports) throws IOException {
        int code = ReorganizeReport.execute(
                "--parts=histories", "--histories=1", "--changes=6", "--seed=7", "--reports=" + reports);

        assertThat(code).isZero();
        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains("1 histories of 6 random changes each, seed 7: {")
                .containsPattern("no act fails \\| 0 problems, \\d{2,} users \\| held \\|");
        assertThat(report.goals()).hasSize(1);
    }
}
