package dev.tessera.ops.move.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleLimitsJsonTest {
    @Test
    void usualLimits_areThoseThatTheDocumentNames() {
        assertThat(ThrottleLimitsJson.print(ThrottleLimits.defaults()))
                .isEqualTo("{\"threads_running\":50,\"replica_lag_ms\":5000,\"history\":1000000}");
    }

    @Test
    void whatIsPrinted_isReadBack() {
        ThrottleLimits all = new ThrottleLimits(
                Map.of(
                        ThrottleMetric.THREADS_RUNNING,
                        7L,
                        ThrottleMetric.P99,
                        20L,
                        ThrottleMetric.BYTES_PER_SECOND,
                        1L << 40),
                List.of(URI.create("http://app-1:8081"), URI.create("https://[::1]:8443/admin")));

        assertThat(ThrottleLimitsJson.parse(ThrottleLimitsJson.print(all))).isEqualTo(all);
        assertThat(ThrottleLimitsJson.parse(ThrottleLimitsJson.print(ThrottleLimits.none())))
                .isEqualTo(ThrottleLimits.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{} {}",
                "{\"threads\": 1}",
                "{\"threads_running\": \"1\"}",
                "{\"threads_running\": 1.5}",
                "{\"threads_running\": 0}",
                "{\"threads_running\": null}",
                "{\"threads_running\": 92233720368547758070}",
                "{\"p99_ms\": 5}",
                "{\"apps\": [\"http://a:1\"]}",
                "{\"p99_ms\": 5, \"apps\": \"http://a:1\"}",
                "{\"p99_ms\": 5, \"apps\": [1]}",
                "{\"p99_ms\": 5, \"apps\": [\"a:1\"]}"
            })
    void anythingElse_isRefused(String json) {
        assertThatThrownBy(() -> ThrottleLimitsJson.parse(json))
                .isInstanceOf(ThrottleLimitsUnreadableException.class)
                .hasMessageStartingWith("the limits in the directory can't be read: ");
    }

    @ParameterizedTest
    @CsvSource({
        "THREADS_RUNNING, 30, 30",
        "REPLICA_LAG, 5s, 5000",
        "REPLICA_LAG, 250ms, 250",
        "P99, 2m, 120000",
        "HISTORY, 1000000, 1000000",
        "BYTES_PER_SECOND, 2MiB, 2097152",
        "BYTES_PER_SECOND, 17, 17"
    })
    void limits_areReadInTheirUnits(ThrottleMetric limit, String text, long value) {
        assertThat(limit.parse(text)).hasValue(value);
    }

    @Test
    void off_isNoLimit() {
        assertThat(ThrottleMetric.P99.parse("off")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "5 s", "5", "s", "OFF", "1.5s", "9999999999s", ""})
    void otherTimes_areRefused(String text) {
        assertThatThrownBy(() -> ThrottleMetric.REPLICA_LAG.parse(text))
                .hasMessage("--replica-lag is a whole number of ms, s or m, such as 250ms or 5s, or off; not '" + text
                        + "'");
    }
}
