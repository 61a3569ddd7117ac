package dev.tessera.ops.cli;

import picocli.CommandLine.Command;

/** {@code shardctl cluster ...}. */
@Command(
        name = "cluster",
        description = "The cluster as a whole.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {InitCommand.class, StatusCommand.class})
final class ClusterCommand {}
