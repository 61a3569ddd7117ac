package dev.tessera.ops.cli.option;

import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.growth.GrowthPlan;
import dev.tessera.shardconfig.growth.GrowthPlanFile;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The cluster, and the growth plan that stands beside its cluster.yml. */
public final class GrowthPlanOptions {
    @Mixin
    private ClusterOptions choice = new ClusterOptions();

    public ClusterConfig config() {
        return choice.config();
    }

    /** Empty when there is none. */
    public Optional<GrowthPlan> plan(ClusterConfig config) {
        return GrowthPlanFile.find(choice.folder(), config);
    }
}
