package dev.tessera.router;

import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The metrics of one router at one moment.
 *
 * @param compiledRoutes statements that are compiled and kept
 * @param snapshotVersion of the directory; all instances should agree within seconds
 * @param schemaVersion of the buckets' tables
 * @param snapshotAge since the directory last confirmed the snapshot
 * @param directoryProblem why the directory doesn't confirm it now, for operators; empty when it does
 * @param shards those that the snapshot names
 */
public record RouterMetrics(
        long compiledRoutes,
        long snapshotVersion,
        int schemaVersion,
        Duration snapshotAge,
        Optional<String> directoryProblem,
        Map<ShardName, ShardMetrics> shards) {

    public RouterMetrics {
        shards = Map.copyOf(shards);
    }
}
