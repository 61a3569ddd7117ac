package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The planned growth of a cluster, from its {@code growth-plan.yml}.
 *
 * @param tolerance how far a shard may be from its part of the bytes
 * @param standard what a shard may hold unless it is told
 * @param exceptions shards that are told, whole: what the file leaves out is filled in from the standard
 * @param stages in the order in which they come
 */
public record GrowthPlan(
        ClusterName cluster,
        Share tolerance,
        ShardCapacity standard,
        Map<ShardName, ShardCapacity> exceptions,
        List<Stage> stages) {
    public static final Share DEFAULT_TOLERANCE = new Share(500);

    public GrowthPlan {
        exceptions = Map.copyOf(exceptions);
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a growth plan has at least one stage");
        }
    }

    public ShardCapacity capacity(ShardName shard) {
        return exceptions.getOrDefault(shard, standard);
    }

    public Optional<Stage> stage(StageName name) {
        return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /**
     * The stage that a cluster is in: the last one whose shards all have buckets, and which has no more buckets than there are.
     *
     * @param used shards that have any
     * @param buckets how many there are
     */
    public Optional<Stage> present(Collection<ShardName> used, int buckets) {
        return stages.stream()
                .filter(stage -> used.containsAll(stage.shards()))
                .filter(stage -> stage.buckets().orElse(0) <= buckets)
                .reduce((earlier, later) -> later);
    }

    /** The stages that come after one. */
    public List<Stage> after(Stage stage) {
        return stages.subList(stages.indexOf(stage) + 1, stages.size());
    }
}
