package dev.tessera.ops.cli.plan;

import dev.tessera.ops.cli.move.MovePlanText;
import dev.tessera.ops.cli.render.Count;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.rebalance.plan.CopyRate;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.growth.Load;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Stream;

/** The splits of a plan, for people. */
final class SplitPlanText {
    private static final int MANY = 40;

    private final List<PlannedSplit> splits;
    private final ClusterConfig config;
    private final CopyRate rate;

    SplitPlanText(List<PlannedSplit> splits, ClusterConfig config, CopyRate rate) {
        this.splits = splits;
        this.config = config;
        this.rate = rate;
    }

    /** Nothing when there are none. */
    void print(PrintWriter out) {
        if (splits.isEmpty()) {
            return;
        }
        out.println(Count.of(splits.size(), "bucket") + " " + Count.are(splits.size())
                + " split first, one after the other; each step is completed before the next begins:");
        int step = 0;
        for (PlannedSplit split : splits) {
            if (split.moveFirst().isPresent()) {
                BucketMove move = split.moveFirst().get();
                out.println(++step + ". move bucket " + move.bucket() + " (" + size(move.bytes()) + ") from "
                        + move.from() + ", whose disk has no room for it twice, to " + move.to());
            }
            out.println(++step + ". split bucket " + split.bucket().bucket() + " ("
                    + size(split.bucket().bytes()) + ", "
                    + split.bucket().load().rows() + " rows) on " + split.shard()
                    + " into " + split.count() + rounds(split) + ": " + split.reason());
            out.println("   copies " + size(split.copiedBytes()) + "; the disk of " + split.shard() + " holds up to "
                    + size(split.peakBytes()) + " meanwhile: its buckets, the copy and its binlog"
                    + disk(split.shard()));
        }
        children(out);
        out.println(
                "sizes and rows of these are estimates, by their shares of the slots; make a new plan after the splits"
                        + " if they turn out to differ much");
        out.println(
                "splits take about " + MovePlanText.words(rate.time(splits)) + ", and the grace period of each step");
    }

    private static String rounds(PlannedSplit split) {
        return split.rounds() == 1
                ? ""
                : " in " + split.rounds() + " rounds, " + split.steps().size() + " steps of at most four";
    }

    private void children(PrintWriter out) {
        if (splits.stream().mapToInt(PlannedSplit::count).sum() > MANY) {
            splits.forEach(split -> {
                List<BucketId> children = split.children();
                out.println("of " + split.bucket().bucket() + ": " + children.get(0) + " to "
                        + children.get(children.size() - 1) + ", each of about "
                        + size(split.estimate(children.get(0)).bytes()));
            });
            return;
        }
        TextTable table = new TextTable(">bucket", "of", "on", ">size", ">rows");
        splits.forEach(split -> split.children().forEach(child -> {
            Load load = split.estimate(child);
            table.row(
                    child.name(),
                    split.bucket().bucket().name(),
                    split.shard().value(),
                    "~" + size(load.bytes()),
                    "~" + load.rows());
        }));
        table.print(out);
    }

    /** By how many bytes of tables moves before splits make a shard larger; negative where they make it smaller. */
    long arriving(ShardName shard) {
        return moves().filter(move -> move.to().equals(shard))
                        .mapToLong(BucketMove::bytes)
                        .sum()
                - moves().filter(move -> move.from().equals(shard))
                        .mapToLong(BucketMove::bytes)
                        .sum();
    }

    /** What splits and the moves before them write on a shard, which its binlogs keep until they are purged. */
    long binlog(ShardName shard) {
        return moves().filter(move -> move.to().equals(shard))
                        .mapToLong(BucketMove::bytes)
                        .sum()
                + splits.stream()
                        .filter(split -> split.shard().equals(shard))
                        .mapToLong(PlannedSplit::copiedBytes)
                        .sum();
    }

    private Stream<BucketMove> moves() {
        return splits.stream().flatMap(split -> split.moveFirst().stream());
    }

    private String disk(ShardName shard) {
        return config.shards().stream()
                .filter(listed -> listed.name().equals(shard))
                .findFirst()
                .flatMap(ShardConfig::diskBytes)
                .map(disk -> ", of " + disk.readable())
                .orElse("; cluster.yml doesn't say how large it is");
    }

    private static String size(long bytes) {
        return new DataSize(bytes).readable();
    }
}
