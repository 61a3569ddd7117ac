package dev.tessera.router.internal.pool;

import dev.tessera.router.Histogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts durations in fixed buckets. Costs two additions and no allocation, because every statement uses it. */
final class DurationMeter {
    private static final long[] UPPER_BOUNDS_MICROS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000
    };
    private static final long[] UPPER_BOUNDS_NANOS =
            Arrays.stream(UPPER_BOUNDS_MICROS).map(micros -> micros * 1_000).toArray();

    private final LongAdder[] counts =
            Stream.generate(LongAdder::new).limit(UPPER_BOUNDS_NANOS.length + 1).toArray(LongAdder[]::new);
    private final LongAdder sumNanos = new LongAdder();

    void record(long nanos) {
        counts[indexOf(nanos)].increment();
        sumNanos.add(nanos);
    }

    /** In seconds. */
    Histogram read() {
        List<Histogram.Bucket> buckets = new ArrayList<>();
        long count = 0;
        for (int i = 0; i < counts.length; i++) {
            count += counts[i].sum();
            buckets.add(new Histogram.Bucket(upperBound(i), count));
        }
        return new Histogram(buckets, sumNanos.sum() / 1e9);
    }

    private static double upperBound(int index) {
        return index < UPPER_BOUNDS_MICROS.length ? UPPER_BOUNDS_MICROS[index] / 1e6 : Double.POSITIVE_INFINITY;
    }

    private static int indexOf(long nanos) {
        int index = 0;
        while (index < UPPER_BOUNDS_NANOS.length && nanos > UPPER_BOUNDS_NANOS[index]) {
            index++;
        }
        return index;
    }
}
