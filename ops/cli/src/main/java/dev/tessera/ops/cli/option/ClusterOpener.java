package dev.tessera.ops.cli.option;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.view.OtherFormatException;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import picocli.CommandLine.Mixin;

/** The cluster that a command about moves is about. */
public final class ClusterOpener {
    @Mixin
    private ClusterOptions choice = new ClusterOptions();

    /** @throws OtherFormatException when its directory is of another format */
    public Cluster open() {
        ClusterConfig config = choice.config();
        Cluster cluster = new Cluster(config, config.operator().credentials(), Changelogs.shipped());
        try {
            cluster.directory().refuseOtherFormat();
        } catch (OtherFormatException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }
}
