package dev.tessera.ops.cli.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.planning.forecast.BucketSample;
import dev.tessera.ops.planning.forecast.Sampling;
import dev.tessera.ops.rebalance.sampling.ShardSample;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A bucket of shard-a grows by 100 bytes a day, is split on day 20, and one of its halves is moved to shard-b. */
class HistoriesTest {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final BucketId PARENT = new BucketId(0, 16383);
    private static final BucketId LOW = new BucketId(0, 8191);
    private static final BucketId HIGH = new BucketId(8192, 16383);
    private static final int SPLIT = 20;

    @Test
    void shardsHaveThePastOfTheSlotsThatTheyHaveNow_andTheSplitIsNoGrowth() {
        Histories histories = histories(22);
        assertThat(histories.samples().keySet()).containsExactly(A, B);
        histories.samples().values().forEach(all -> {
            assertThat(all).hasSize(23);
            for (int day = 1; day <= 22; day++) {
                long grown = all.get(day).bytes() - all.get(day - 1).bytes();
                assertThat(grown).as("on day " + day).isEqualTo(day == SPLIT ? 0 : 50);
            }
            assertThat(all).extracting(ShardSample::at).isSorted();
        });
        assertThat(histories.notes()).isEmpty();
    }

    @Test
    void pastThatIsEstimated_isSaid_perShard() {
        assertThat(histories(SPLIT).notes())
                .containsExactly(
                        "shard-a: the past of 1 bucket that a split or a merge made is estimated, by shares of the slots, until"
                                + " each has two samples",
                        "shard-b: the past of 1 bucket that a split or a merge made is estimated, by shares of the slots, until"
                                + " each has two samples");
    }

    private static Histories histories(int lastDay) {
        List<Sampling> samplings = LongStream.rangeClosed(0, lastDay)
                .mapToObj(day -> new Sampling(day, at(day), 0))
                .toList();
        return Histories.of(
                samplings, sampling -> buckets(sampling.id()), List.of(placement(LOW, A), placement(HIGH, B)));
    }

    private static List<BucketSample> buckets(long day) {
        long half = 1000 + 50 * (day < SPLIT ? day : day - 1);
        return day < SPLIT
                ? List.of(sample(day, PARENT, 2 * half))
                : List.of(sample(day, LOW, half), sample(day, HIGH, half));
    }

    private static BucketSample sample(long day, BucketId bucket, long bytes) {
        return new BucketSample(at(day), bucket, 1, bytes, 1, OptionalDouble.empty());
    }

    private static Instant at(long day) {
        return Instant.EPOCH.plus(Duration.ofDays(day));
    }

    private static Placement placement(BucketId bucket, ShardName shard) {
        return new Placement(bucket, shard, 1, PlacementState.LIVE);
    }
}
