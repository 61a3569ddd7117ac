package dev.tessera.shardconfig.cluster;

import dev.tessera.shardconfig.InvalidClusterConfigException;
import dev.tessera.shardconfig.internal.yaml.ConfigProblems;
import dev.tessera.shardconfig.internal.yaml.YamlFile;
import java.nio.file.Path;

/** Reads the {@code cluster.yml} of a configuration folder. */
public final class ClusterConfigFile {
    public static final String NAME = "cluster.yml";

    private ClusterConfigFile() {}

    /**
     * @param folder a folder such as {@code shard-config/clusters/quickstart}
     * @throws InvalidClusterConfigException with every problem of the file
     */
    public static ClusterConfig read(Path folder) {
        ConfigProblems problems = new ConfigProblems(NAME);
        Path file = folder.resolve(NAME);
        return new ClusterConfigReader(folder, problems).read(YamlFile.read(file, problems));
    }
}
