package dev.tessera.ops.cli.forecast;

import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.planning.forecast.BucketSample;
import dev.tessera.ops.planning.forecast.History;
import dev.tessera.ops.planning.forecast.Point;
import dev.tessera.ops.planning.forecast.Sampling;
import dev.tessera.ops.planning.forecast.SlotHistory;
import dev.tessera.ops.planning.forecast.Summary;
import dev.tessera.ops.planning.forecast.TriggerPoint;
import dev.tessera.ops.rebalance.sampling.GrowthSamples;
import dev.tessera.ops.rebalance.sampling.ShardSample;
import dev.tessera.shardconfig.BucketId;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What was sampled, by shard, of the buckets that live there now, or of those whose slots they have. A look that missed one of them is left
 * out.
 *
 * @param estimated how many buckets of a shard have an estimated past; a shard without any isn't there
 */
record Histories(SortedMap<ShardName, List<ShardSample>> samples, SortedMap<ShardName, Integer> estimated) {
    static Histories read(GrowthSamples samples, Collection<Placement> placements) {
        return of(samples.samplings(), samples::buckets, placements);
    }

    /**
     * @param samplings in the order of time
     * @param buckets reads those of a sampling
     */
    static Histories of(
            List<Sampling> samplings,
            Function<Sampling, List<BucketSample>> buckets,
            Collection<Placement> placements) {
        Map<BucketId, ShardName> homes =
                placements.stream().collect(Collectors.toMap(Placement::bucket, Placement::shard));
        Map<ShardName, Long> counts =
                placements.stream().collect(Collectors.groupingBy(Placement::shard, Collectors.counting()));
        SlotHistory slots = new SlotHistory(homes.keySet());
        SortedMap<ShardName, List<ShardSample>> whole = new TreeMap<>();
        for (int number = samplings.size() - 1; number >= 0; number--) {
            ShardSample.sums(slots.before(buckets.apply(samplings.get(number))), homes).stream()
                    .filter(sample -> sample.buckets() == counts.getOrDefault(sample.shard(), 0L))
                    .forEach(sample -> whole.computeIfAbsent(sample.shard(), none -> new ArrayList<>())
                            .add(0, sample));
        }
        SortedMap<ShardName, Integer> estimated = new TreeMap<>();
        slots.estimated().forEach(bucket -> Optional.ofNullable(homes.get(bucket))
                .ifPresent(shard -> estimated.merge(shard, 1, Integer::sum)));
        return new Histories(whole, estimated);
    }

    /** Which of them rest on estimates, for people. */
    List<String> notes() {
        return estimated.entrySet().stream()
                .map(
                        shard -> shard.getKey() + ": the past of " + Count.of(shard.getValue(), "bucket")
                                + " that a split or a merge made is estimated, by shares of the slots, until each has two samples")
                .toList();
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
