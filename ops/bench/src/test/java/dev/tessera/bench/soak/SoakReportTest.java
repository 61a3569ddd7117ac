package dev.tessera.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SoakReportTest {
    @Test
    void planAlone_isPrintedWithoutAnythingBeingStarted() {
        StringWriter out = new StringWriter();

        assertThat(run(out, "--minutes=5", "--seed=7", "--plan")).isZero();
        assertThat(out.toString().lines())
                .hasSizeGreaterThan(60)
                .anyMatch(line -> line.startsWith("2.1 at 1.0 s: move "));
    }

    @Test
    void noTimeAtAll_isRefused() {
        StringWriter said = new StringWriter();

        assertThat(run(said, "--minutes=0")).isEqualTo(2);
        assertThat(said.toString())
                .contains("--minutes is 1 to 1440, --clients and --comments at least 1, --pause not negative");
    }

    private static int run(StringWriter out, String... arguments) {
        PrintWriter writer = new PrintWriter(out);
        return SoakReport.commandLine().setOut(writer).setErr(writer).execute(arguments);
    }
}
