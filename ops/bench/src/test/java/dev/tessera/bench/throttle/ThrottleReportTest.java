package dev.tessera.bench.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.WrittenReport;
import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class ThrottleReportTest {
    @Test
    void everyPace_isReportedBesideTheOthers(@TempDir Path reports) throws IOException {
        int code = ThrottleReport.execute(
                "--rounds=1",
                "--seconds=2",
                "--apps=1",
                "--clients=4",
                "--comments=100",
                "--warmup=1",
                "--looks=1",
                "--reports=" + reports);

        assertThat(code).isZero();
        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains("# What the traffic pays for moves", "| no move | ", "| throttled | ", "| unthrottled | ")
                .contains("Throttled is `--bytes-per-second 2MiB`", "| 0 problems | held |")
                .doesNotContain("NaN", "null", "Infinity");
        assertThat(report.goals()).hasSize(4);
    }
}
