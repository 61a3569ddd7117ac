package dev.tessera.app.metrics;

import dev.tessera.router.Histogram;
import dev.tessera.router.Histogram.Bucket;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;

/** The router's values as Prometheus snapshots. */
final class Snapshots {
    private Snapshots() {}

    static GaugeSnapshot gauge(String name, String help, long value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.EMPTY, (double) value))
                .build();
    }

    static GaugeSnapshot seconds(String name, String help, Duration value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .unit(Unit.SECONDS)
                .dataPoint(point(Labels.EMPTY, Unit.nanosToSeconds(value.toNanos())))
                .build();
    }

    static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    static HistogramDataPointSnapshot point(Labels labels, Histogram histogram) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        long counted = 0;
        for (Bucket bucket : histogram.buckets()) {
            // Prometheus's own model holds what is in each bucket alone.
            buckets.bucket(bucket.upperBound(), bucket.count() - counted);
            counted = bucket.count();
        }
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(buckets.build())
                .sum(histogram.sum())
                .build();
    }
}
