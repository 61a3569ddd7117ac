package dev.tessera.ops.planning.capacity;

import dev.tessera.ops.planning.placement.PlacementPlan;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.EntityId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Simulates the growth of a population through the stages of a cluster. The splits and moves of each stage are planned by the same planner
 * as for real clusters.
 */
public final class Simulation {
    /** Buckets are looked at again when so much more is there: those of a skewed population become too large one after the other. */
    private static final double NEXT_LOOK = 1.25;

    private static final double JUST_AFTER = 1.001;

    private final SimulatedPopulation simulatedPopulation;
    private final RowSizes sizes;
    private final SimulationInput site;
    private final SlotParts parts;

    public Simulation(SimulatedPopulation simulatedPopulation, RowSizes sizes, SimulationInput site) {
        this.simulatedPopulation = simulatedPopulation;
        this.sizes = sizes;
        this.site = site;
        this.parts = new SlotParts(simulatedPopulation);
    }

    /** In their order; those that are never needed are left out. */
    public List<SimulatedStage> stages() {
        List<SimulatedStage> stages = new ArrayList<>();
        double from = 0;
        SimulatedBuckets buckets = new SimulatedBuckets(parts, site);
        for (int number = 0; number < site.stages().size() && from < 1; number++) {
            int shards = site.stages().get(number);
            Optional<SimulatedChange> begin = number == 0 ? Optional.empty() : Optional.of(grow(buckets, shards, from));
            boolean isLast = number == site.stages().size() - 1;
            List<SimulatedChange> splits = new ArrayList<>();
            double to = isLast ? 1 : end(buckets, shards, from);
            double next = partAtBucketLimit(buckets, from);
            while (next < to) {
                splits.add(grow(buckets, shards, next));
                to = isLast ? 1 : end(buckets, shards, next);
                next = partAtBucketLimit(buckets, next * NEXT_LOOK);
            }
            stages.add(stage(shards, buckets, from, to, begin, splits));
            from = to;
        }
        return stages;
    }

    private SimulatedChange grow(SimulatedBuckets buckets, int shards, double part) {
        return buckets.grow(
                part * simulatedPopulation.years(),
                shards,
                inBucket -> sizes.bucket() + inBucket * sizes.bytes(simulatedPopulation, part));
    }

    private double end(SimulatedBuckets buckets, int shards, double from) {
        return Math.max(from, Math.min(1, partAtTrigger(buckets, shards)));
    }

    /** Just after the largest bucket that can be split is as large as a bucket may be. */
    private double partAtBucketLimit(SimulatedBuckets buckets, double from) {
        return buckets.largestOfManySlots()
                .map(bucket -> (site.bucketBytes() - sizes.bucket())
                        / (parts.of(bucket) * sizes.bytes(simulatedPopulation, 1)))
                .map(part -> Math.max(from, part * JUST_AFTER))
                .orElse(Double.MAX_VALUE);
    }

    private SimulatedStage stage(
            int shards,
            SimulatedBuckets buckets,
            double from,
            double to,
            Optional<SimulatedChange> begin,
            List<SimulatedChange> splits) {
        double[] held = new double[shards];
        int[] count = new int[shards];
        List<BucketId> bySize = new ArrayList<>();
        buckets.each((bucket, shard) -> {
            held[shard] += bytes(bucket, to);
            count[shard]++;
            bySize.add(bucket);
        });
        bySize.sort(Comparator.comparingDouble(bucket -> -bytes(bucket, to)));
        int most = IntStream.of(count).max().orElse(0);
        return new SimulatedStage(
                shards,
                from * simulatedPopulation.years(),
                to * simulatedPopulation.years(),
                to,
                Arrays.stream(held).sum(),
                Arrays.stream(held).max().orElse(0),
                most,
                bySize.get(0),
                bytes(bySize.get(0), to),
                (long) site.apps() * site.pool() + SimulationInput.OTHER_CONNECTIONS,
                (long) most * SimulationInput.TABLES_OF_A_BUCKET,
                simulatedPopulation.commentsPerSecond() / shards,
                begin,
                splits,
                begin.map(SimulatedChange::moves).map(this::time));
    }

    /** The part of the population at which the fullest shard is at the trigger. */
    private double partAtTrigger(SimulatedBuckets buckets, int shards) {
        double[] perPart = new double[shards];
        double[] empty = new double[shards];
        buckets.each((bucket, shard) -> {
            perPart[shard] += parts.of(bucket) * sizes.bytes(simulatedPopulation, 1);
            empty[shard] += sizes.bucket();
        });
        return IntStream.range(0, shards)
                .mapToDouble(shard -> (site.trigger() * site.shardBytes() - empty[shard]) / perPart[shard])
                .min()
                .orElse(1);
    }

    private double bytes(BucketId bucket, double part) {
        return sizes.bucket() + parts.of(bucket) * sizes.bytes(simulatedPopulation, part);
    }

    /** The busiest server sets the pace. */
    private Duration time(PlacementPlan plan) {
        double busiest = plan.shards().stream()
                .mapToDouble(shard -> plan.moves()
                        .filter(move -> move.from().equals(shard.shard().name())
                                || move.to().equals(shard.shard().name()))
                        .mapToDouble(move -> (double) move.bytes() / site.copyBytesPerSecond())
                        .sum())
                .max()
                .orElse(0);
        return Duration.ofSeconds((long) (busiest / site.perServer()));
    }

    /** What gives way, the earliest first; empty when nothing does. */
    public List<CapacityLimit> limits(List<SimulatedStage> stages) {
        List<CapacityLimit> limits = new ArrayList<>();
        for (SimulatedStage stage : stages) {
            ofShards(stage, limits);
            Stream.concat(stage.begin().stream(), stage.splits().stream())
                    .filter(change -> !change.problems().isEmpty())
                    .findFirst()
                    .ifPresent(change -> limits.add(new CapacityLimit(
                            change.year(),
                            change.problems().get(0) + others(change.problems().size() - 1))));
        }
        ofThreads(limits);
        limits.sort(Comparator.comparingDouble(CapacityLimit::year));
        return limits;
    }

    private static String others(int more) {
        return more == 0 ? "" : "; so it is with " + more + " more";
    }

    private void ofShards(SimulatedStage stage, List<CapacityLimit> limits) {
        double usable = site.shardBytes() * (1 - site.headroom());
        if (stage.bytesOfAShard() > usable) {
            double year = stage.toYear() * usable / stage.bytesOfAShard();
            limits.add(new CapacityLimit(
                    Math.max(stage.fromYear(), year),
                    stage.largestBytes() > usable
                            ? tooLarge(stage, usable)
                            : "the fullest of " + stage.shards() + " shards is full: "
                                    + readable(stage.bytesOfAShard()) + " where " + readable(usable)
                                    + " may be; a further stage is needed"));
        }
        if (stage.connections() > site.maxConnections()) {
            limits.add(new CapacityLimit(
                    stage.fromYear(),
                    stage.connections() + " connections to each of " + stage.shards() + " shards, of which each takes "
                            + site.maxConnections() + "; fewer instances, smaller pools, or a larger max_connections"));
        }
        if (stage.tables() > site.tableCache()) {
            limits.add(new CapacityLimit(
                    stage.fromYear(),
                    stage.tables() + " tables on a server whose cache has " + site.tableCache()
                            + ": reads reopen tables; raise table_open_cache, or use fewer buckets"));
        }
        if (stage.bucketsOfAShard() > 256) {
            limits.add(new CapacityLimit(
                    stage.fromYear(),
                    stage.bucketsOfAShard() + " buckets on a shard; 64 to 256 is where a server is at ease"));
        }
    }

    private String tooLarge(SimulatedStage stage, double usable) {
        String size = "the largest bucket alone is more than a shard may hold: " + readable(stage.largestBytes())
                + " of " + readable(usable) + "; ";
        return stage.largestBucket().slotCount() > 1
                ? size + "split it, and move its parts"
                : size + "it is one slot, with a thread of "
                        + readable(simulatedPopulation.largestThread()
                                * simulatedPopulation.comments()
                                * stage.part()
                                * sizes.comment())
                        + ", and no split makes it smaller: the thread must be closed, or shards must be larger";
    }

    private void ofThreads(List<CapacityLimit> limits) {
        double hottest = simulatedPopulation.commentsPerSecond() * simulatedPopulation.largestThread();
        if (hottest > site.threadWritesPerSecond()) {
            limits.add(new CapacityLimit(
                    0,
                    String.format(
                            Locale.ROOT,
                            "the hottest thread is written %.0f times a second in the busiest hour, and one thread takes about %d: each comment locks its row; neither shards nor splits help",
                            hottest,
                            site.threadWritesPerSecond())));
        }
    }

    /** The day on which ids of 41 bits of milliseconds are used up. */
    public static Instant lastId() {
        return Instant.ofEpochMilli(EntityId.EPOCH_MILLIS + EntityId.MAX_MILLIS);
    }

    static String readable(double bytes) {
        return new DataSize((long) bytes).readable();
    }
}
