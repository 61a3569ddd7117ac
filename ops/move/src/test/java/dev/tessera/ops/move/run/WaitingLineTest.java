package dev.tessera.ops.move.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    @Test
    void reasonThatIsReportedManyTimesASecond_isSaidAtOnce_andThenRarely() {
        List<String> said = new ArrayList<>();
        WaitingLine waiting = new WaitingLine("move 1", said::add);
        for (int left = 60; left > 0; left--) {
            waiting.report("the grace period: " + left + " s more");
        }
        assertThat(said).containsExactly("move 1 waits for the grace period: 60 s more");
    }
}
