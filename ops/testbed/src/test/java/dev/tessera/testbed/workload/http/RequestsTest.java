package dev.tessera.testbed.workload.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Instant ORIGIN = Instant.parse("2026-03-29T00:59:59Z");

    private final RequestLog log = new RequestLog(ORIGIN, 0);
    private final Requests requests = Requests.of(List.of(log));

    @Test
    void windowTakesWhateverWasUnderWayInIt() {
        add(3, 100, 400);
        add(3, 500, 20);
        add(9, 600, 5_000);

        assertThat(requests.between(at(450), at(550)).touching(slot(3)).count()).isEqualTo(2);
        assertThat(requests.between(at(501), at(519)).touching(slot(3)).longestWait())
                .isEqualTo(Duration.ofMillis(20));
        assertThat(requests.between(at(520), at(600)).count()).isZero();
        assertThat(requests.touching(slot(4)).longestWait()).isEqualTo(Duration.ofSeconds(5));
        assertThat(requests.between(at(5_599), at(9_999)).touching(slot(9)).count())
                .isEqualTo(1);
    }

    @Test
    void percentilesAreThoseOfTheNearestRank_overManyChunks() {
        for (int number = 1; number <= 10_000; number++) {
            add(3, number, number);
        }

        assertThat(log.size()).isEqualTo(10_000);
        assertThat(requests.count()).isEqualTo(10_000);
        assertThat(requests.percentile(0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(requests.percentile(0.99)).isEqualTo(Duration.ofMillis(9_900));
        assertThat(requests.touching(slot(8)).percentile(0.5)).isZero();
    }

    /** Reads slot 4 besides. */
    private void add(int slot, long startMillis, long millis) {
        Call call = Call.get(RequestKind.READ, slot, "/").reading(4);
        long start = Duration.ofMillis(startMillis).toNanos();
        log.add(
                call,
                RequestOutcome.ACKNOWLEDGED,
                start,
                start + Duration.ofMillis(millis).toNanos());
    }

    private static BucketId slot(int slot) {
        return new BucketId(slot, slot);
    }

    private static Instant at(long millis) {
        return ORIGIN.plusMillis(millis);
    }
}
