package dev.tessera.ops.cli.option;

import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command is about. */
public final class ClusterOptions {
    @Option(
            names = "--cluster",
            paramLabel = "DIR",
            description = "The folder with the cluster's cluster.yml. Default: $TESSERA_CLUSTER, else that of the "
                    + "quickstart if it was started from this checkout.")
    private @Nullable Path folder;

    public ClusterConfig config() {
        return ClusterConfigFile.read(folder());
    }

    Path folder() {
        return Optional.ofNullable(folder)
                .or(() -> Optional.ofNullable(System.getenv("TESSERA_CLUSTER")).map(Path::of))
                .or(ClusterOptions::quickstart)
                .orElseThrow(() -> new ClusterNotGivenException("which cluster? Say --cluster DIR, the folder of its"
                        + " cluster.yml, or start ops/quickstart/run first"));
    }

    /** The script says where the checkout is; the quickstart leaves its passwords there. */
    private static Optional<Path> quickstart() {
        return Optional.ofNullable(System.getenv("TESSERA_TOP"))
                .map(Path::of)
                .filter(top -> Files.exists(top.resolve(".quickstart/secrets/operator")))
                .map(top -> top.resolve("shard-config/clusters/quickstart"));
    }
}
