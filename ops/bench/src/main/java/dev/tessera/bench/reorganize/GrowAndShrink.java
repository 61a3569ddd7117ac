package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.split.SplitCuts;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.reshape.Reshape;
import dev.tessera.testbed.homes.LiveIntervals;
import dev.tessera.testbed.homes.PublishedRanges;
import dev.tessera.testbed.workload.Workload;
import dev.tessera.testbed.workload.WorkloadReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A cluster of 16 buckets becomes one of 64 and of 256, buckets go to and fro between four shards, and all are merged back to 16. */
final class GrowAndShrink implements ReorganizePart {
    private static final ConcurrencyLimits SIDE_BY_SIDE = new ConcurrencyLimits(4, 2);
    private static final int SHARDS = 4;

    private final LoadOptions load;
    private final int into;
    private final int rounds;
    private final int moves;
    private final long seed;
    private final ReportLines lines = new ReportLines();
    private int reorganizations;

    /**
     * @param into how many every bucket becomes in each round
     * @param rounds of splits
     */
    GrowAndShrink(LoadOptions load, int into, int rounds, int moves, long seed) {
        this.load = load;
        this.into = into;
        this.rounds = rounds;
        this.moves = moves;
        this.seed = seed;
    }

    @Override
    public Measured measure() throws IOException, InterruptedException {
        try (BenchCluster cluster = BenchCluster.with(load.apps(), 0, SHARDS)) {
            LiveIntervals intervals = LiveIntervals.fromNowOn(cluster.shards());
            PublishedRanges published = PublishedRanges.watch(cluster.directory());
            try (published;
                    Workload workload = Workload.start(load.of(cluster))) {
                load.warmUp();
                carryOut(cluster, workload);
                WorkloadReport report = workload.stop();
                published.close();
                int problems = workload.audit(cluster.auditTarget()).problems().size();
                return measured(cluster, report, published, intervals, problems);
            }
        }
    }

    private void carryOut(BenchCluster cluster, Workload workload) throws InterruptedException {
        Reorganizer reorganizer = new Reorganizer(cluster);
        lines.line("| step | buckets | s |\n|---|---|---|");
        for (int round = 0; round < rounds; round++) {
            step(
                    cluster,
                    workload,
                    "split",
                    () -> reorganizer.complete(reorganizer.all(splits(cluster), SIDE_BY_SIDE)));
        }
        step(cluster, workload, "moves", () -> moveAround(cluster, reorganizer));
        step(cluster, workload, "moves home", () -> moveHome(cluster, reorganizer));
        for (int round = rounds; round > 0; round--) {
            int left = round - 1;
            step(
                    cluster,
                    workload,
                    "merge",
                    () -> reorganizer.complete(reorganizer.all(merges(cluster, left), SIDE_BY_SIDE)));
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws InterruptedException;
    }

    private void step(BenchCluster cluster, Workload workload, String name, Step step) throws InterruptedException {
        long begun = System.nanoTime();
        step.run();
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        int buckets = cluster.cluster().placements().all().size();
        lines.line("| %s | %d | %d |", name, buckets, seconds);
        Console.say("grow and shrink: %s, %d buckets, %d s; %s", name, buckets, seconds, workload.statistics());
    }

    private List<Reshape> splits(BenchCluster cluster) {
        List<Reshape> splits = new ArrayList<>();
        for (Placement placement : cluster.cluster().placements().all()) {
            splits.add(Reorganizer.reshape(List.of(placement.bucket()), SplitCuts.even(placement.bucket(), into)));
        }
        reorganizations += splits.size();
        return splits;
    }

    /** Those that the split of that round made. */
    private List<Reshape> merges(BenchCluster cluster, int round) {
        int wholes = BenchCluster.BUCKETS * (int) Math.pow(into, round);
        InitialBuckets all = new InitialBuckets(wholes);
        List<Reshape> merges = new ArrayList<>();
        for (int i = 0; i < wholes; i++) {
            BucketId whole = all.get(i);
            List<BucketId> parts = cluster.cluster().placements().all().stream()
                    .map(Placement::bucket)
                    .filter(whole::overlaps)
                    .toList();
            merges.add(Reorganizer.reshape(parts, List.of(whole)));
        }
        reorganizations += merges.size();
        return merges;
    }

    private void moveAround(BenchCluster cluster, Reorganizer reorganizer) throws InterruptedException {
        Random random = new Random(seed);
        List<ShardName> shards = cluster.cluster().config().shards().stream()
                .map(ShardConfig::name)
                .toList();
        for (int i = 0; i < moves; i++) {
            List<Placement> all = cluster.cluster().placements().all();
            Placement any = all.get(random.nextInt(all.size()));
            ShardName target = shards.get(random.nextInt(shards.size()));
            if (!target.equals(any.shard())) {
                reorganizer.complete(List.of(reorganizer.move(any.bucket(), target)));
            }
        }
    }

    /** To where the bucket that it was made of was born: only neighbours of one shard are merged. */
    private static void moveHome(BenchCluster cluster, Reorganizer reorganizer) throws InterruptedException {
        InitialBuckets born = new InitialBuckets(BenchCluster.BUCKETS);
        List<ShardConfig> shards = cluster.cluster().config().shards();
        for (Placement placement : cluster.cluster().placements().all()) {
            int index = indexOf(born, placement.bucket());
            ShardName home =
                    shards.get(index * shards.size() / BenchCluster.BUCKETS).name();
            if (!home.equals(placement.shard())) {
                reorganizer.complete(List.of(reorganizer.move(placement.bucket(), home)));
            }
        }
    }

    private static int indexOf(InitialBuckets born, BucketId bucket) {
        int index = 0;
        while (!born.get(index).overlaps(bucket)) {
            index++;
        }
        return index;
    }

    private ReorganizePart.Measured measured(
            BenchCluster cluster,
            WorkloadReport report,
            PublishedRanges published,
            LiveIntervals intervals,
            int problems) {
        int failed = report.failures().size();
        int buckets = cluster.cluster().placements().all().size();
        ReportLines text = new ReportLines();
        text.line("## Growing and shrinking\n");
        text.line(
                "%s; %d shards. Every bucket is split in %d, %d times; then moves between the shards, and merges back. %d reorganizations, up to four side"
                        + " by side.\n",
                load.describe(), SHARDS, into, rounds, reorganizations);
        text.line(lines.toString());
        text.line(
                "%d versions of the directory were looked at. Live tables, by the binlogs: %s.\n",
                published.versions(), intervals);
        text.line("%s.\n", report);
        published.problems().forEach(problem -> text.line("- %s", problem));
        report.failures().stream().limit(20).forEach(failure -> text.line("- %s", failure));
        return new Measured(
                List.of(
                        new Goal(
                                "growing and shrinking: no failed request, every write at home once",
                                failed + " failed, " + report.violations().size() + " wrong answers, " + problems
                                        + " problems of the audit",
                                failed + report.violations().size() + problems == 0),
                        new Goal(
                                "ranges partition the slots, and no slot's epoch shrinks, in every version that was seen",
                                published.problems().size() + " problems in " + published.versions() + " versions",
                                published.problems().isEmpty()),
                        new Goal(
                                "by the binlogs no slot has two homes",
                                intervals.overlaps().size() + " overlaps",
                                intervals.overlaps().isEmpty()),
                        new Goal("16 buckets in the end", buckets + " buckets", buckets == BenchCluster.BUCKETS)),
                text.toString());
    }
}
