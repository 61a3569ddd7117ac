package dev.tessera.ops.cli.forecast;

import dev.tessera.ops.planning.forecast.History;
import dev.tessera.ops.planning.forecast.Point;
import dev.tessera.ops.planning.forecast.Summary;
import dev.tessera.ops.planning.forecast.TriggerPoint;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.ops.rebalance.sampling.ShardSample;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.GrowthPlan;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.placement.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was sampled, by shard, of the buckets that live there now. A look that missed one of them is left out. */
record Histories(SortedMap<ShardName, List<ShardSample>> samples) {
    static Histories read(GrowthSamples samples, Collection<Placement> placements) {
        Map<ShardName, Long> buckets =
                placements.stream().collect(Collectors.groupingBy(Placement::shard, Collectors.counting()));
        SortedMap<ShardName, List<ShardSample>> whole = new TreeMap<>();
        samples.samplings().stream()
                .flatMap(sampling -> samples.byShard(sampling).stream())
                .filter(sample -> sample.buckets() == buckets.getOrDefault(sample.shard(), 0L))
                .forEach(sample -> whole.computeIfAbsent(sample.shard(), none -> new ArrayList<>())
                        .add(sample));
        return new Histories(whole);
    }

    ShardForecast shardForecast(TriggerPoint point) {
        Measure measure = point.measure();
        History history = point.isOfTheWhole()
                ? whole(measure)
                : new History(samples.getOrDefault(point.shard(), List.of()).stream()
                        .flatMap(sample -> point(sample, measure).stream())
                        .toList());
        Summary summary = measure == Measure.WRITES_PER_SECOND ? Summary.HIGHEST : Summary.NEWEST;
        return ShardForecast.of(point, history, summary);
    }

    /** Shards that hold more than they may, by the newest sample. */
    List<String> tooFull(GrowthPlan plan) {
        List<String> problems = new ArrayList<>();
        samples.forEach((shard, all) -> {
            for (Measure measure : Measure.values()) {
                long usable = plan.capacity(shard).usable(measure).orElse(Long.MAX_VALUE);
                Optional<Point> held = point(all.get(all.size() - 1), measure).filter(point -> point.value() > usable);
                held.ifPresent(point -> problems.add(shard + " has " + measure.readable((long) point.value())
                        + ", and growth-plan.yml lets it have " + measure.readable(usable)
                        + " without its headroom: its capacity is below what is there"));
            }
        });
        return problems;
    }

    private History whole(Measure measure) {
        SortedMap<Instant, List<Point>> looks = new TreeMap<>();
        samples.values()
                .forEach(all -> all.forEach(sample -> point(sample, measure)
                        .ifPresent(point -> looks.computeIfAbsent(sample.at(), none -> new ArrayList<>())
                                .add(point))));
        return new History(looks.entrySet().stream()
                .filter(look -> look.getValue().size() == samples.size())
                .map(look -> new Point(
                        look.getKey(),
                        look.getValue().stream().mapToDouble(Point::value).sum()))
                .toList());
    }

    private static Optional<Point> point(ShardSample sample, Measure measure) {
        OptionalDouble value =
                switch (measure) {
                    case BYTES -> OptionalDouble.of((double) sample.bytes());
                    case ROWS -> OptionalDouble.of((double) sample.rows());
                    case WRITES_PER_SECOND -> sample.writesPerSecond();
                };
        return value.isPresent() ? Optional.of(new Point(sample.at(), value.getAsDouble())) : Optional.empty();
    }
}
