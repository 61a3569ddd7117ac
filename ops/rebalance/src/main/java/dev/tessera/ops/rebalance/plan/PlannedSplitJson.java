package dev.tessera.ops.rebalance.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tessera.ops.planning.placement.PlannedBucket;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.ops.planning.split.SplitStep;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Load;
import java.util.List;

/** Splits in a plan's file: a line for each, and one for each bucket that is made, which follows from the splits and is there for review. */
final class PlannedSplitJson {
    private PlannedSplitJson() {}

    static void write(List<PlannedSplit> splits, ObjectNode root) {
        var lines = root.putArray("splits");
        var children = root.putArray("children");
        for (PlannedSplit split : splits) {
            ObjectNode line = lines.addObject()
                    .put("bucket", split.bucket().bucket().name())
                    .put("on", split.shard().value());
            split.moveFirst()
                    .ifPresent(move -> line.put("moved_from", move.from().value()));
            line.put("into", split.count())
                    .put("rounds", split.rounds())
                    .put("peak_bytes", split.peakBytes())
                    .put("reason", split.reason());
            split.steps()
                    .forEach(step -> step.children().forEach(child -> write(split, step, child, children.addObject())));
        }
    }

    private static void write(PlannedSplit split, SplitStep step, BucketId child, ObjectNode line) {
        Load load = split.estimate(child);
        line.put("bucket", child.name())
                .put("of", step.parent().name())
                .put("round", step.round())
                .put("bytes", load.bytes())
                .put("rows", load.rows())
                .put("estimated", true);
    }

    /** @throws IllegalArgumentException when a split is none of a bucket of the plan */
    static List<PlannedSplit> read(JsonNode root, List<PlannedBucket> buckets) {
        return PlanFile.list(root, "splits", node -> split(node, buckets));
    }

    private static PlannedSplit split(JsonNode node, List<PlannedBucket> buckets) {
        BucketId bucket = BucketId.parse(PlanFile.text(node, "bucket"));
        PlannedBucket planned = buckets.stream()
                .filter(one -> one.bucket().equals(bucket))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("it splits " + bucket + ", which isn't in its buckets"));
        return new PlannedSplit(
                planned,
                new ShardName(PlanFile.text(node, "on")),
                Math.toIntExact(PlanFile.number(node, "into")),
                PlanFile.text(node, "reason"),
                PlanFile.number(node, "peak_bytes"));
    }
}
