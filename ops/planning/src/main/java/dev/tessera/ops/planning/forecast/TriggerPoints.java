package dev.tessera.ops.planning.forecast;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.GrowthPlan;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.Stage;
import dev.tessera.shardconfig.growth.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The triggers of a growth plan that a forecast considers. For the next stage each shard's own growth counts. Later stages begin after
 * moves; there each shard has its share, by weight, of the total.
 */
public final class TriggerPoints {
    private TriggerPoints() {}

    /** @param present that the cluster is in */
    public static List<TriggerPoint> of(GrowthPlan plan, Stage present) {
        List<TriggerPoint> points = new ArrayList<>();
        Stage before = present;
        for (Stage stage : plan.after(present)) {
            boolean isNext = before.equals(present);
            for (ShardName shard : before.shards()) {
                double part = isNext ? 1 : part(plan, before, shard);
                for (Measure measure : Measure.values()) {
                    threshold(plan, stage, shard, measure)
                            .ifPresent(
                                    amount -> points.add(new TriggerPoint(stage.name(), shard, measure, amount, part)));
                }
            }
            before = stage;
        }
        return points;
    }

    private static OptionalLong threshold(GrowthPlan plan, Stage stage, ShardName shard, Measure measure) {
        return stage.when()
                .map((Trigger when) -> when.threshold(measure, plan.capacity(shard)))
                .orElse(OptionalLong.empty());
    }

    private static double part(GrowthPlan plan, Stage stage, ShardName shard) {
        double all = stage.shards().stream()
                .mapToDouble(other -> plan.capacity(other).weight())
                .sum();
        return plan.capacity(shard).weight() / all;
    }
}
