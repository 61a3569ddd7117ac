package dev.tessera.bench.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.WrittenReport;
import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class DdlReportTest {
    @Test
    void triggerAndColumn_asTheFenceIsTaken_neverGetThrough(@TempDir Path reports) throws IOException {
        int unused = DdlReport.execute(
                "--ddl=add_column,trigger", "--moments=fence", "--comments=10", "--reports=" + reports);

        WrittenReport report = WrittenReport.in(reports);
        assertThat(report.text())
                .contains("# Tables that are altered under 4 moves", "| no move gets through | 4 of 4 | held |")
                .contains("its table and its clause | 4 of 4 | held |", "on the source | 4 of 4 | held |")
                .contains("with each row | 4 of 4 | held |")
                .doesNotContain("NaN", "null");
        // How soon the source is back is measured, and depends on what else the machine does.
        assertThat(report.goals()).hasSize(5);
    }
}
