package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final LatencyWindow window = new LatencyWindow();

    @Test
    void statementsAndCommits_areCountedTogether_byShard() {
        LatencyPage page = LatencyPage.parse(
                """
                # HELP tessera_db_statement_duration_seconds Time
                # TYPE tessera_db_statement_duration_seconds histogram
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="0.005"} 10
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="+Inf"} 12
                tessera_db_statement_duration_seconds_count{shard="shard-a"} 12
                tessera_db_statement_duration_seconds_bucket{shard="shard-b",le="0.005"} 1.0E3
                tessera_db_commit_duration_seconds_bucket{shard="shard-a",le="0.005"} 5
                tessera_db_commit_duration_seconds_bucket{shard="shard-a",le="+Inf"} 5
                tessera_pool_acquire_seconds_bucket{shard="shard-a",le="0.005"} 99
                """);

        assertThat(page.of("shard-a")).containsEntry(0.005, 15L).containsEntry(Double.POSITIVE_INFINITY, 17L);
        assertThat(page.of("shard-b")).containsEntry(0.005, 1_000L);
        assertThat(page.of("shard-c")).isEmpty();
    }

    @Test
    void pageOfSomethingElse_isRefused() {
        assertThatThrownBy(() -> LatencyPage.parse("go_goroutines 7"))
                .hasMessage(
                        "it doesn't show tessera_db_statement_duration_seconds; is it the admin address of an app?");
    }

    @Test
    void p99_isThatOfTheLastMoments_notSinceTheAppStarted() {
        see(0, 1_000_000, 0);
        see(1, 1_000_100, 100);
        assertThat(Quantile.p99Millis(window.counts("shard-a"))).hasValue(99);
        see(2, 1_000_200, 100);
        see(3, 1_000_300, 100);
        see(4, 1_000_400, 100);
        assertThat(Quantile.p99Millis(window.counts("shard-a"))).hasValue(10);
    }

    @Test
    void fewStatements_tellNothing() {
        see(0, 0, 0);
        see(1, 9, 10);
        assertThat(Quantile.p99Millis(window.counts("shard-a"))).isEmpty();
        see(1, 10, 10);
        assertThat(Quantile.p99Millis(window.counts("shard-a"))).isPresent();
    }

    @Test
    void appThatWasStartedAnew_isMeasuredFromThereOn() {
        see(0, 1_000, 1_000);
        see(1, 50, 0);
        assertThat(window.counts("shard-a")).isEmpty();
        see(2, 100, 0);
        assertThat(Quantile.p99Millis(window.counts("shard-a"))).hasValue(10);
    }

    @Test
    void slowerThanAnyBound_isAtLeastTheLastOne() {
        see(0, 0, 0);
        window.add(SECOND, page(0, 0, 100));
        assertThat(Quantile.p99Millis(window.counts("shard-a"))).hasValue(100);
    }

    private void see(long second, long quick, long slow) {
        window.add(second * SECOND, page(quick, slow, 0));
    }

    private static LatencyPage page(long quick, long slow, long slower) {
        return LatencyPage.parse(
                """
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="0.01"} %d
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="0.1"} %d
                tessera_db_statement_duration_seconds_bucket{shard="shard-a",le="+Inf"} %d
                """
                        .formatted(quick, quick + slow, quick + slow + slower));
    }
}
