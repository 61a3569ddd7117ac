package dev.tessera.ops.cli.option;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import picocli.CommandLine.Mixin;

/** The cluster that a command about moves is about. */
public final class ClusterOpener {
    @Mixin
    private ClusterOptions choice = new ClusterOptions();

    public Cluster open() {
        ClusterConfig config = choice.config();
        return new Cluster(config, config.operator().credentials(), Changelogs.shipped());
    }
}
