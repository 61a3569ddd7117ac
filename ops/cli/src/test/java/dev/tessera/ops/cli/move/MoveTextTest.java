package dev.tessera.ops.cli.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MoveTextTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void copyThatOutlivesTheBinlogsItNeeds_saysWhenAndWhatHelps() {
        Instant until = Instant.parse("2099-01-01T00:00:00Z");

        assertThat(text(until, Duration.between(Instant.now(), until).plus(DAY)))
                .contains(
                        "; from 2099-01-01T00:00:00Z on the source may purge binlogs that this move still needs",
                        "raise binlog_expire_logs_seconds");
    }

    @Test
    void copyThatIsThroughBefore_saysNothingOfIt() {
        Instant until = Instant.parse("2099-01-01T00:00:00Z");

        assertThat(text(until, Duration.between(Instant.now(), until).minus(DAY)))
                .doesNotContain("binlog");
    }

    @Test
    void purgeThatIsDue_isSaidWhateverIsLeft() {
        assertThat(text(Instant.parse("2020-01-01T00:00:00Z"), Duration.ZERO)).contains("from 2020-01-01T00:00:00Z on");
    }

    private static String text(Instant binlogsUntil, Duration copyLeft) {
        return MoveText.numbers(Optional.of("{\"rows_copied\": 1, \"copy_left_s\": " + copyLeft.toSeconds()
                + ", \"binlogs_until\": \"" + binlogsUntil + "\"}"));
    }
}
