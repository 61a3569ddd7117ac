package dev.tessera.bench.reorganize;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.Goal;
import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.measure.ReportLines;
import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveStep;
import dev.tessera.ops.move.split.SplitCuts;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.move.MoveStepState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How fast a split copies its rows, beside a move of the same bucket. */
final class Copies implements ReorganizePart {
    private static final double AT_LEAST = 0.8;

    private final int rounds;
    private final int comments;
    private final List<Double> moves = new ArrayList<>();
    private final List<Double> splits = new ArrayList<>();

    /** @param comments of the bucket */
    Copies(int rounds, int comments) {
        this.rounds = rounds;
        this.comments = comments;
    }

    @Override
    public Measured measure() throws IOException, InterruptedException {
        try (BenchCluster cluster = BenchCluster.with(1, 0)) {
            BucketId bucket = cluster.bucketsOn(BenchCluster.A).get(0);
            cluster.fill(bucket, comments);
            Reorganizer reorganizer = new Reorganizer(cluster);
            for (int round = 0; round < rounds; round++) {
                moves.add(timed(cluster, reorganizer, reorganizer.move(bucket, BenchCluster.B)));
                splits.add(timed(
                        cluster,
                        reorganizer,
                        reorganizer.reorganize(Reorganizer.reshape(List.of(bucket), SplitCuts.even(bucket, 2)))));
                reorganizer.complete(List.of(
                        reorganizer.reorganize(Reorganizer.reshape(SplitCuts.even(bucket, 2), List.of(bucket)))));
                reorganizer.complete(List.of(reorganizer.move(bucket, BenchCluster.A)));
                Console.say("copies: %d of %d", round + 1, rounds);
            }
        }
        return measured();
    }

    /** Rows a second. */
    private double timed(BenchCluster cluster, Reorganizer reorganizer, Move move) throws InterruptedException {
        List<MoveStep> steps = cluster.cluster().journal().steps(move.moveId());
        Duration copy = Duration.between(at(steps, MoveStepState.BEGUN), at(steps, MoveStepState.DONE));
        reorganizer.complete(List.of(move));
        return (double) comments / (copy.toNanos() / 1e9);
    }

    private static Instant at(List<MoveStep> steps, MoveStepState state) {
        return steps.stream()
                .filter(step -> step.is(MoveStepName.COPY, state))
                .findFirst()
                .orElseThrow()
                .at();
    }

    private Measured measured() {
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ratios[round] = splits.get(round) / moves.get(round);
        }
        MedianEstimate ratio = MedianEstimate.of(ratios);
        ReportLines lines = new ReportLines();
        lines.line("## Copies\n");
        lines.line(
                "A bucket of %d comments is moved, split, merged and moved back, %d times; rows a second are"
                        + " from the beginning of the copy to its end, indexes included.\n",
                comments, rounds);
        lines.line("| | rows/s |\n|---|---|");
        lines.line("| move | %s |", MedianEstimate.of(values(moves)).text(0));
        lines.line("| split in two | %s |", MedianEstimate.of(values(splits)).text(0));
        lines.line("| split / move | %s |\n", ratio.text(2));
        return new Measured(
                List.of(new Goal(
                        "copy of a split: at least 0.8 of the rows/s of a move's copy of the same bucket",
                        ratio.text(2),
                        ratio.median() >= AT_LEAST)),
                lines.toString());
    }

    private static double[] values(List<Double> some) {
        return some.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
