package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.split.SlotWeightReader;
import dev.tessera.ops.move.split.SlotWeights;
import dev.tessera.ops.move.split.SplitCuts;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A large bucket is cut by bytes: how equal its children become, and what the counting takes. */
final class CutsByBytes implements ReorganizePart {
    private static final double APART = 0.05;

    private final int comments;

    CutsByBytes(int comments) {
        this.comments = comments;
    }

    @Override
    public Measured measure() throws IOException, InterruptedException {
        try (BenchCluster cluster = BenchCluster.with(1, 0)) {
            BucketId bucket = cluster.bucketsOn(BenchCluster.A).get(0);
            cluster.fill(bucket, comments);
            long begun = System.nanoTime();
            SlotWeights weights = new SlotWeightReader(cluster.cluster(), rows -> {}).read(bucket, BenchCluster.A, 1);
            Duration counted = Duration.ofNanos(System.nanoTime() - begun);
            List<BucketId> children = SplitCuts.byBytes(bucket, 2, weights);
            Console.say("bytes: %s becomes %s", bucket, children);
            Reorganizer reorganizer = new Reorganizer(cluster);
            reorganizer.complete(List.of(reorganizer.reorganize(Reorganizer.reshape(List.of(bucket), children))));
            return measured(bucket, children, weights, counted, rows(cluster, children));
        }
    }

    private static List<Long> rows(BenchCluster cluster, List<BucketId> children) {
        try (SqlSession session = cluster.cluster().server(BenchCluster.A).open()) {
            return children.stream()
                    .map(child -> session.query(
                                    "select count(*) from tessera." + BucketTables.physicalName("comments", child),
                                    row -> row.getLong(1))
                            .get(0))
                    .toList();
        }
    }

    private Measured measured(
            BucketId bucket, List<BucketId> children, SlotWeights weights, Duration counted, List<Long> rows) {
        double whole = (double) weights.bytes(bucket);
        double first = weights.bytes(children.get(0)) / whole;
        int heaviest = weights.heaviest(bucket);
        double apart = Math.abs(2 * first - 1);
        ReportLines lines = new ReportLines();
        lines.line("## By bytes\n");
        lines.line(
                "A bucket of %d comments, counted in %.1f s at half speed, is split in two: %s with %.1f %% of the bytes and %d comments, %s with %.1f %%"
                        + " and %d. Its heaviest slot is %d with %.1f %%.\n",
                comments,
                counted.toMillis() / 1e3,
                children.get(0),
                100 * first,
                rows.get(0),
                children.get(1),
                100 * (1 - first),
                rows.get(1),
                heaviest,
                100 * weights.bytes(heaviest) / whole);
        return new Measured(
                List.of(new Goal(
                        "a split by bytes: children within 5 % of each other",
                        String.format(Locale.ROOT, "%.1f %% apart", 100 * apart), apart <= APART)),
                lines.toString());
    }
}
