package dev.tessera.ops.move.throttle;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** How long statements and commits on some shards take, as the apps together see it. Not thread-safe. */
final class AppsProbe {
    private final List<String> shards;
    private final Map<URI, LatencyWindow> windows = new HashMap<>();

    AppsProbe(List<String> shards) {
        this.shards = List.copyOf(shards);
    }

    /** Nothing when no app is named. */
    List<MetricReading> read(List<URI> apps) {
        windows.keySet().retainAll(apps);
        Optional<String> failure =
                apps.stream().map(this::scrape).flatMap(Optional::stream).findFirst();
        return apps.isEmpty()
                ? List.of()
                : shards.stream().map(shard -> reading(shard, failure)).toList();
    }

    private MetricReading reading(String shard, Optional<String> failure) {
        String where = shard + " as the apps see it";
        if (failure.isPresent()) {
            return MetricReading.failed(ThrottleMetric.P99, where, failure.get());
        }
        OptionalLong millis = Quantile.p99Millis(counts(shard));
        return millis.isPresent()
                ? MetricReading.of(ThrottleMetric.P99, where, millis.getAsLong())
                : MetricReading.quiet(ThrottleMetric.P99, where);
    }

    private NavigableMap<Double, Long> counts(String shard) {
        NavigableMap<Double, Long> all = new TreeMap<>();
        windows.values()
                .forEach(window -> window.counts(shard).forEach((bound, count) -> all.merge(bound, count, Long::sum)));
        return all;
    }

    /** Why it couldn't be read. */
    private Optional<String> scrape(URI app) {
        try {
            LatencyPage page = LatencyPage.parse(MetricsPage.read(app));
            windows.computeIfAbsent(app, none -> new LatencyWindow()).add(System.nanoTime(), page);
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("the app at " + app + " can't be asked: " + e.getMessage());
        }
    }
}
