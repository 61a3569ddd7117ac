package dev.tessera.app.metrics;

import dev.tessera.router.Histogram;
import dev.tessera.router.ShardMetrics;
import dev.tessera.shardconfig.ShardName;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Makes one metric of a value that every shard has. */
record PerShard(Map<ShardName, ShardMetrics> shards) {
    private static final String SHARD = "shard";

    GaugeSnapshot gauge(String name, String help, ToDoubleFunction<ShardMetrics> value) {
        GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help(help);
        shards.forEach(
                (shard, metrics) -> gauge.dataPoint(Snapshots.point(labels(shard), value.applyAsDouble(metrics))));
        return gauge.build();
    }

    HistogramSnapshot histogram(String name, String help, Function<ShardMetrics, Histogram> seconds) {
        HistogramSnapshot.Builder histogram =
                HistogramSnapshot.builder().name(name).help(help).unit(Unit.SECONDS);
        shards.forEach((shard, metrics) -> histogram.dataPoint(Snapshots.point(labels(shard), seconds.apply(metrics))));
        return histogram.build();
    }

    /** @param name without the {@code _total} that it ends with */
    CounterSnapshot counter(String name, String help, ToDoubleFunction<ShardMetrics> count) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        shards.forEach((shard, metrics) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                .labels(labels(shard))
                .value(count.applyAsDouble(metrics))
                .build()));
        return counter.build();
    }

    /** @param name without the {@code _total} that it ends with */
    <K extends Enum<K>> CounterSnapshot counter(
            String name, String help, String label, Function<ShardMetrics, Map<K, Long>> counts) {
        CounterSnapshot.Builder counter = CounterSnapshot.builder().name(name).help(help);
        shards.forEach((shard, metrics) -> counts.apply(metrics)
                .forEach((kind, count) -> counter.dataPoint(CounterDataPointSnapshot.builder()
                        .labels(Labels.of(
                                SHARD, shard.value(), label, kind.name().toLowerCase(Locale.ROOT)))
                        .value(count)
                        .build())));
        return counter.build();
    }

    private static Labels labels(ShardName shard) {
        return Labels.of(SHARD, shard.value());
    }
}
