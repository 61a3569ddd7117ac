package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.InvalidClusterConfigException;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.internal.yaml.ConfigProblems;
import dev.tessera.shardconfig.internal.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the {@code growth-plan.yml} in the folder of a {@code cluster.yml}. */
public final class GrowthPlanFile {
    public static final String NAME = "growth-plan.yml";

    private GrowthPlanFile() {}

    /**
     * @param folder a folder such as {@code shard-config/clusters/quickstart}
     * @param cluster its {@code cluster.yml}: the two must not contradict each other
     * @throws InvalidClusterConfigException with every problem of the file
     */
    public static GrowthPlan read(Path folder, ClusterConfig cluster) {
        ConfigProblems problems = new ConfigProblems(NAME);
        return new GrowthPlanReader(cluster, problems).read(YamlFile.read(folder.resolve(NAME), problems));
    }

    /** Empty when the folder has none. */
    public static Optional<GrowthPlan> find(Path folder, ClusterConfig cluster) {
        return Files.exists(folder.resolve(NAME)) ? Optional.of(read(folder, cluster)) : Optional.empty();
    }
}
