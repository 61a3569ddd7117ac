package dev.tessera.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.testbed.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeakCheck.class)
class LargeRowsReportTest {
    /** Rows of which the streams may not even hold four at once pass two of them. */
    @Test
    void fewLargeRows_passAnAgentWithASmallHeap(@TempDir Path reports) throws IOException {
        int code =
                LargeRowsReport.execute("--rows=4", "--mib=16", "--streams=2", "--heap=160m", "--reports=" + reports);

        try (var files = Files.list(reports)) {
            assertThat(Files.readString(files.findFirst().orElseThrow()))
                    .contains("# What an agent holds while large rows pass", "none differs", "alive")
                    .doesNotContain("NaN", "null");
        }
        assertThat(code).isZero();
    }
}
