package dev.tessera.ops.cli.cluster;

import picocli.CommandLine.Command;

/** {@code shardctl cluster ...}. */
@Command(
        name = "cluster",
        description = "Commands for the whole cluster.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InitCommand.class, StatusCommand.class})
public final class ClusterCommand {}
