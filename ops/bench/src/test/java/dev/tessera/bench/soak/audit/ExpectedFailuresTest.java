package dev.tessera.bench.soak.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.bench.soak.cluster.Reach;
import dev.tessera.bench.soak.plan.FaultKind;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.homes.LiveIntervals.Interval;
import dev.tessera.testbed.workload.http.FailedRequest;
import dev.tessera.testbed.workload.http.RequestKind;
import dev.tessera.testbed.workload.http.RequestOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Only what a strike explains is excused. Slot 1, a bucket of its own, lives on shard-a, 2 on shard-b; 3 goes from a to b at second 100, in 200 ms. */
class ExpectedFailuresTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Homes HOMES = Homes.of(
            List.of(
                    new Interval(slot(1), "shard-a", Long.MIN_VALUE, Long.MAX_VALUE),
                    new Interval(slot(2), "shard-b", Long.MIN_VALUE, Long.MAX_VALUE),
                    new Interval(slot(3), "shard-a", Long.MIN_VALUE, micros(100, 0)),
                    new Interval(slot(3), "shard-b", micros(100, 200), Long.MAX_VALUE)),
            UnaryOperator.identity());
    private static final Reach SHARD_A = new Reach(Optional.empty(), Optional.of("shard-a"), true);
    private static final Reach DIRECTORY = new Reach(Optional.empty(), Optional.of(Reach.DIRECTORY), true);
    private static final Reach APP = new Reach(Optional.of("app-0"), Optional.empty(), false);

    @Test
    void deadServer_explainsWhatLivesThere_whileItIsDeadAndAMomentLonger() {
        ExpectedFailures expectedFailures = expectedFailures(SHARD_A, 50, 55);

        assertThat(expectedFailures.of(failed(1, 51, 503), "app-0")).contains("kill -9 somebody");
        assertThat(expectedFailures.of(failed(1, 58, 503), "app-0")).isPresent();
        assertThat(expectedFailures.of(failed(1, 70, 503), "app-0")).isEmpty();
        assertThat(expectedFailures.of(failed(1, 40, 503), "app-0")).isEmpty();
        assertThat(expectedFailures.of(failed(2, 51, 503), "app-0")).isEmpty();
    }

    @Test
    void whatHasLeftADeadServer_isNotExplainedByIt() {
        ExpectedFailures expectedFailures = expectedFailures(SHARD_A, 150, 155);

        assertThat(expectedFailures.of(failed(3, 151, 503), "app-0")).isEmpty();
        assertThat(expectedFailures.of(failed(1, 151, 503), "app-0")).isPresent();
    }

    @Test
    void otherAnswersThanToComeBackLater_areNeverExplained() {
        ExpectedFailures expectedFailures = expectedFailures(SHARD_A, 50, 55);

        assertThat(expectedFailures.of(failed(1, 51, 500), "app-0")).isEmpty();
        assertThat(expectedFailures.of(failed(1, 51, 404), "app-0")).isEmpty();
        assertThat(expectedFailures.of(failed(1, 51, 0), "app-0")).isEmpty();
    }

    @Test
    void noAnswer_isExplainedByTheAppThatWasAsked_alone() {
        ExpectedFailures expectedFailures = expectedFailures(APP, 50, 55);

        assertThat(expectedFailures.of(failed(2, 51, 0), "app-0")).isPresent();
        assertThat(expectedFailures.of(failed(2, 51, 0), "app-1")).isEmpty();
    }

    @Test
    void bucketOnItsWay_isExplained_whenATargetWasFaultyMeanwhile() {
        assertThat(expectedFailures(Reach.NOBODY, 99, 101).of(failed(3, 105, 503), "app-0"))
                .contains("kill -9 somebody while a bucket was on its way");
        assertThat(expectedFailures(Reach.NOBODY, 60, 65).of(failed(3, 100, 503), "app-0"))
                .isEmpty();
        assertThat(expectedFailures(Reach.NOBODY, 99, 101).of(failed(2, 101, 503), "app-0"))
                .isEmpty();
    }

    @Test
    void directory_explainsOnlyWhatHasMoved() {
        ExpectedFailures expectedFailures = expectedFailures(DIRECTORY, 98, 104);

        assertThat(expectedFailures.of(failed(3, 101, 503), "app-0")).isPresent();
        assertThat(expectedFailures.of(failed(1, 101, 503), "app-0")).isEmpty();
    }

    @Test
    void openOutcome_isExplainedByTheBucketsOwnServer_notByThatOfItsAuthor() {
        ExpectedFailures expectedFailures = expectedFailures(SHARD_A, 50, 55);

        assertThat(expectedFailures.of(request(1, 2, 51, 503, RequestOutcome.OPEN), "app-0"))
                .isPresent();
        assertThat(expectedFailures.of(request(2, 1, 51, 503, RequestOutcome.OPEN), "app-0"))
                .isEmpty();
        assertThat(expectedFailures.of(request(2, 1, 51, 503, RequestOutcome.FAILED), "app-0"))
                .isPresent();
    }

    private static ExpectedFailures expectedFailures(Reach reach, int from, int to) {
        return new ExpectedFailures(
                List.of(new FaultInterval("somebody", FaultKind.KILL, reach, at(from), at(to))), HOMES);
    }

    private static FailedRequest failed(int slot, int second, int status) {
        return request(slot, -1, second, status, RequestOutcome.FAILED);
    }

    private static FailedRequest request(int slot, int other, int second, int status, RequestOutcome outcome) {
        return new FailedRequest(
                at(second),
                Duration.ofMillis(10),
                outcome,
                RequestKind.CREATE,
                "POST",
                "/v1/threads",
                "http://127.0.0.1:1",
                slot,
                other,
                status,
                "");
    }

    private static BucketId slot(int slot) {
        return new BucketId(slot, slot);
    }

    private static Instant at(int second) {
        return BEGUN.plusSeconds(second);
    }

    private static long micros(int second, int millis) {
        return at(second).plusMillis(millis).toEpochMilli() * 1_000;
    }
}
