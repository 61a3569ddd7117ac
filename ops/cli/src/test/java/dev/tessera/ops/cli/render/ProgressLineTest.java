package dev.tessera.ops.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.migrations.plan.Progress.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter out = new StringWriter();

    @Test
    void onATerminal_oneLineRewritesItself() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(out), true)) {
            line.report(report(0, 4, 0));
            line.report(report(2, 4, 1_000));
            line.report(report(4, 4, 2_049));
        }
        assertThat(out.toString().split("\r"))
                .containsExactly(
                        "",
                        "[..............................] 0 of 4: step 0 (0.0 s)\u001B[K",
                        "[###############...............] 2 of 4: step 2 (1.0 s, 3.0 s left)\u001B[K",
                        "[##############################] 4 of 4: step 4 (2.0 s, 3.0 s left)\u001B[K\n");
    }

    @Test
    void elsewhere_thereIsALineNowAndThen_andTheLast() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(out), false)) {
            line.report(report(0, 9, 0));
            line.report(report(1, 9, 1_999));
            line.report(report(2, 9, 2_000));
            line.report(report(3, 9, 2_500));
            line.report(report(9, 9, 2_600));
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "0 of 9: step 0 (0.0 s)",
                        "2 of 9: step 2 (2.0 s, 3.0 s left)",
                        "9 of 9: step 9 (2.6 s, 3.0 s left)");
    }

    @Test
    void whereThereWasNothingToDo_nothingIsShown() {
        new ProgressLine(new PrintWriter(out), true).close();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void noStepsAtAll_isAFullBar() {
        new ProgressLine(new PrintWriter(out), true).report(report(0, 0, 0));
        assertThat(out.toString()).contains("[##############################] 0 of 0");
    }

    private static Report report(int done, int total, long millis) {
        Optional<Duration> left = done == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(3));
        return new Report(done, total, "step " + done, Duration.ofMillis(millis), left);
    }
}
