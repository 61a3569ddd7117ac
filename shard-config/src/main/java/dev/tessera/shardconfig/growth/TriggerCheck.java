package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.CapacityReader.Capacities;
import dev.tessera.shardconfig.growth.StageReader.ReadStage;
import java.util.OptionalLong;

/** Checks whether the trigger of a stage can occur in time, and whether the stage has space for the data at that time. */
final class TriggerCheck {
    private final Stage before;
    private final ReadStage read;
    private final Trigger trigger;
    private final Capacities capacities;

    TriggerCheck(Stage before, ReadStage read, Trigger trigger, Capacities capacities) {
        this.before = before;
        this.read = read;
        this.trigger = trigger;
        this.capacities = capacities;
    }

    void run() {
        trigger.thresholds().keySet().stream().sorted().forEach(measure -> {
            if (canBe(measure)) {
                hasRoom(measure);
            }
        });
    }

    private boolean canBe(Measure measure) {
        for (ShardName shard : before.shards()) {
            ShardCapacity capacity = capacities.of(shard);
            OptionalLong threshold = trigger.threshold(measure, capacity);
            if (threshold.isEmpty()) {
                read.triggerProblem(
                        measure,
                        "is a part of nothing: " + shard + " has no limit of " + measure.key() + " under capacity");
                return false;
            }
            if (threshold.getAsLong() == 0) {
                read.triggerProblem(measure, "is nothing; the stage would be due at once");
                return false;
            }
            OptionalLong usable = capacity.usable(measure);
            if (usable.isPresent() && threshold.getAsLong() > usable.getAsLong()) {
                read.triggerProblem(measure, tooLate(measure, shard, threshold.getAsLong(), capacity));
                return false;
            }
        }
        return true;
    }

    private static String tooLate(Measure measure, ShardName shard, long threshold, ShardCapacity capacity) {
        return "comes too late: " + measure.readable(threshold) + " are more than " + shard + " may hold, "
                + measure.readable(capacity.usable(measure).orElseThrow()) + " ("
                + measure.readable(capacity.limit(measure).orElseThrow()) + " less a headroom of "
                + capacity.headroom() + ")";
    }

    /** Shards fill by their weights, so the one that is lightest for its weight reaches its threshold first. */
    private void hasRoom(Measure measure) {
        double perWeight = before.shards().stream()
                .map(capacities::of)
                .mapToDouble(capacity -> trigger.threshold(measure, capacity).orElseThrow() / capacity.weight())
                .min()
                .orElseThrow();
        double there = perWeight
                * before.shards().stream()
                        .mapToDouble(shard -> capacities.of(shard).weight())
                        .sum();
        double room = read.stage().shards().stream()
                .map(capacities::of)
                .mapToDouble(capacity -> capacity.usable(measure).isPresent()
                        ? capacity.usable(measure).getAsLong()
                        : Double.POSITIVE_INFINITY)
                .sum();
        if (room < there) {
            read.yaml()
                    .problem(
                            "shards",
                            "are too few: about " + measure.readable((long) there)
                                    + " are there when the stage is set off, and they may hold "
                                    + measure.readable((long) room));
        }
    }
}
