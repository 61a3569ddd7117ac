package dev.tessera.ops.move.repair;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.shardconfig.ShardName;

/** Makes another server fit to take a shard's place: it may lack the last fences. */
public final class Takeover {
    private final Cluster cluster;
    private final Repairs repairs;

    public Takeover(MoverContext context) {
        this.cluster = context.cluster();
        this.repairs = new Repairs(context);
    }

    /**
     * Renames away, at the address that cluster.yml says, what lives elsewhere. Run again it changes nothing.
     *
     * @throws dev.tessera.shardconfig.TesseraException with what can't be decided
     */
    public void clear(ShardName shard) {
        new ShardReconciler(cluster, repairs).clear(shard);
    }
}
