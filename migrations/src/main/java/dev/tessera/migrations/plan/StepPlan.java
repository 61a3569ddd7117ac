package dev.tessera.migrations.plan;

import dev.tessera.migrations.change.ClusterActions;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The steps in order: first some steps one by one, then one bucket as a canary, then those of each shard in parallel, then the rest. */
public final class StepPlan {
    private final List<Step> first = new ArrayList<>();
    private final List<Step> canary = new ArrayList<>();
    private final Map<ShardName, List<Step>> byShard = new LinkedHashMap<>();
    private final List<Step> last = new ArrayList<>();

    void first(String name, Consumer<ClusterActions> act) {
        first.add(new Step(name, act));
    }

    void canary(String name, Consumer<ClusterActions> act) {
        canary.add(new Step(name, act));
    }

    void onShard(ShardName shard, String name, Consumer<ClusterActions> act) {
        byShard.computeIfAbsent(shard, none -> new ArrayList<>()).add(new Step(name, act));
    }

    void last(String name, Consumer<ClusterActions> act) {
        last.add(new Step(name, act));
    }

    List<Step> first() {
        return first;
    }

    Optional<Step> canary() {
        return canary.stream().findFirst();
    }

    Map<ShardName, List<Step>> byShard() {
        return byShard;
    }

    List<Step> last() {
        return last;
    }

    public int size() {
        return inOrder().size();
    }

    /** As a dry run does it: all of them, one by one. */
    public List<Step> inOrder() {
        List<Step> steps = new ArrayList<>(first);
        steps.addAll(canary);
        byShard.values().forEach(steps::addAll);
        steps.addAll(last);
        return steps;
    }
}
