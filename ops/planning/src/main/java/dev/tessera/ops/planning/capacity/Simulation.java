package dev.tessera.ops.planning.capacity;

import dev.tessera.ops.planning.placement.PlacementPlan;
import dev.tessera.ops.planning.placement.PlacementPlanner;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedShard;
import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import dev.tessera.shardconfig.growth.ShardCapacity;
import dev.tessera.shardconfig.growth.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Simulates the growth of a population through the stages of a cluster. The moves of each stage are planned by the same planner as for
 * real clusters. Threads of a skewed population are assigned to buckets as by the hashes of their keys, each of the largest to a different
 * bucket; all other threads are spread evenly.
 */
public final class Simulation {
    /** Single threads that are looked at: the rest is as good as even. */
    private static final int LARGE_THREADS = 20_000;

    private static final Share TOLERANCE = new Share(500);
    private static final long HASH = 0x9E3779B97F4A7C15L;

    private final SimulatedPopulation simulatedPopulation;
    private final RowSizes sizes;
    private final SimulationInput site;
    private final InitialBuckets all;
    private final double[] parts;

    public Simulation(SimulatedPopulation simulatedPopulation, RowSizes sizes, SimulationInput site) {
        this.simulatedPopulation = simulatedPopulation;
        this.sizes = sizes;
        this.site = site;
        this.all = new InitialBuckets(site.buckets());
        this.parts = parts();
    }

    /** In their order; those that are never needed are left out. */
    public List<SimulatedStage> stages() {
        List<SimulatedStage> stages = new ArrayList<>();
        double from = 0;
        int[] homes = IntStream.range(0, site.buckets())
                .map(index -> (int) ((long) index * site.stages().get(0) / site.buckets()))
                .toArray();
        Optional<PlacementPlan> toBegin = Optional.empty();
        for (int number = 0; number < site.stages().size() && from < 1; number++) {
            int shards = site.stages().get(number);
            if (number > 0) {
                PlacementPlan plan = plan(homes, shards, from);
                plan.moves()
                        .forEach(move -> homes[all.indexOf(move.bucket().firstSlot())] =
                                Integer.parseInt(move.to().value().substring(1)));
                toBegin = Optional.of(plan);
            }
            boolean isLast = number == site.stages().size() - 1;
            double to = isLast ? 1 : Math.min(1, partAtTrigger(homes, shards));
            stages.add(stage(shards, homes, from, Math.max(from, to), toBegin));
            from = Math.max(from, to);
        }
        return stages;
    }

    private SimulatedStage stage(int shards, int[] homes, double from, double to, Optional<PlacementPlan> toBegin) {
        double[] held = new double[shards];
        int[] count = new int[shards];
        double largest = 0;
        for (int index = 0; index < homes.length; index++) {
            held[homes[index]] += bytes(index, to);
            count[homes[index]]++;
            largest = Math.max(largest, bytes(index, to));
        }
        int most = IntStream.of(count).max().orElse(0);
        return new SimulatedStage(
                shards,
                from * simulatedPopulation.years(),
                to * simulatedPopulation.years(),
                to,
                Arrays.stream(held).sum(),
                Arrays.stream(held).max().orElse(0),
                most,
                largest,
                (long) site.apps() * site.pool() + SimulationInput.OTHER_CONNECTIONS,
                (long) most * SimulationInput.TABLES_OF_A_BUCKET,
                simulatedPopulation.commentsPerSecond() / shards,
                toBegin.map(PlacementPlan::bytes).orElse(0L),
                toBegin.map(this::time));
    }

    /** The part of the population at which the fullest shard is at the trigger. */
    private double partAtTrigger(int[] homes, int shards) {
        double[] perPart = new double[shards];
        double[] empty = new double[shards];
        for (int index = 0; index < homes.length; index++) {
            perPart[homes[index]] += parts[index] * sizes.bytes(simulatedPopulation, 1);
            empty[homes[index]] += sizes.bucket();
        }
        return IntStream.range(0, shards)
                .mapToDouble(shard -> (site.trigger() * site.shardBytes() - empty[shard]) / perPart[shard])
                .min()
                .orElse(1);
    }

    private double bytes(int index, double part) {
        return sizes.bucket() + parts[index] * sizes.bytes(simulatedPopulation, part);
    }

    private PlacementPlan plan(int[] homes, int shards, double part) {
        List<PlannedBucket> buckets = IntStream.range(0, homes.length)
                .mapToObj(index -> new PlannedBucket(
                        all.get(index), name(homes[index]), 1, Load.ofBytes((long) bytes(index, part))))
                .toList();
        List<PlannedShard> shardsOfStage = IntStream.range(0, shards)
                .mapToObj(shard -> new PlannedShard(name(shard), ShardCapacity.UNLIMITED, Role.BALANCED))
                .toList();
        return PlacementPlanner.plan(buckets, shardsOfStage, TOLERANCE);
    }

    private static ShardName name(int shard) {
        return new ShardName("s" + shard);
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

    /** Of each bucket, the part of everything that is in it. */
    private double[] parts() {
        double[] parts = new double[site.buckets()];
        double even = 1;
        double largest = simulatedPopulation.largestThread();
        int single = (int) Math.min(LARGE_THREADS, simulatedPopulation.threads());
        for (int rank = 1; rank <= single && simulatedPopulation.skew() > 0; rank++) {
            double part = largest * Math.pow(rank, -simulatedPopulation.skew());
            parts[(int) Long.remainderUnsigned(rank * HASH, site.buckets())] += part;
            even -= part;
        }
        for (int index = 0; index < parts.length; index++) {
            parts[index] += even / parts.length;
        }
        return parts;
    }

    /** What gives way, the earliest first; empty when nothing does. */
    public List<CapacityLimit> limits(List<SimulatedStage> stages) {
        List<CapacityLimit> limits = new ArrayList<>();
        for (SimulatedStage stage : stages) {
            ofShards(stage, limits);
        }
        ofThreads(limits);
        limits.sort(Comparator.comparingDouble(CapacityLimit::year));
        return limits;
    }

    private void ofShards(SimulatedStage stage, List<CapacityLimit> limits) {
        double usable = site.shardBytes() * (1 - site.headroom());
        if (stage.bytesOfAShard() > usable) {
            double year = stage.toYear() * usable / stage.bytesOfAShard();
            limits.add(new CapacityLimit(
                    Math.max(stage.fromYear(), year),
                    stage.largestBucket() > usable
                            ? "the largest bucket alone is more than a shard may hold: "
                                    + readable(stage.largestBucket())
                                    + " of " + readable(usable)
                                    + "; a bucket can't be split, and no plan can be made: the thread in it must be closed, or shards must be larger"
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

    private void ofThreads(List<CapacityLimit> limits) {
        double hottest = simulatedPopulation.commentsPerSecond() * simulatedPopulation.largestThread();
        if (hottest > site.threadWritesPerSecond()) {
            limits.add(new CapacityLimit(
                    0,
                    String.format(
                            Locale.ROOT,
                            "the hottest thread is written %.0f times a second in the busiest hour, and one thread takes about %d: each comment locks its row; more shards don't help",
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
