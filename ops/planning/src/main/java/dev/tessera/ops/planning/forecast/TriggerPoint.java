package dev.tessera.ops.planning.forecast;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.StageName;

/**
 * An amount that triggers a stage when a shard reaches it.
 *
 * @param amount in the units of the measure
 * @param part of all that the cluster holds which the shard will have then; 1 when the shard's own history is what counts
 */
public record TriggerPoint(StageName stage, ShardName shard, Measure measure, long amount, double part) {
    /** Whether the whole cluster's history counts: the stage comes after others that move buckets. */
    public boolean isOfTheWhole() {
        return part < 1;
    }

    /** The amount of the history that counts at which it is reached. */
    public double inHistory() {
        return amount / part;
    }
}
