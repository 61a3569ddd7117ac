package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.Optional;

/** What a failover of a source can undo. */
final class FailoverWarning {
    private FailoverWarning() {}

    static Optional<String> of(ShardConfig shard, boolean withoutReplicas) {
        if (shard.lossless()) {
            return Optional.empty();
        }
        if (shard.replicas().isEmpty()) {
            return Optional.of("cluster.yml names no replica of " + shard.name()
                    + ": should one take its place that lacks the fence, it is not served until it was reconciled");
        }
        return withoutReplicas
                ? Optional.of("replicas of " + shard.name()
                        + " are not waited for: a failover can undo the fence there; such a server"
                        + " is not served until it was reconciled")
                : Optional.empty();
    }
}
