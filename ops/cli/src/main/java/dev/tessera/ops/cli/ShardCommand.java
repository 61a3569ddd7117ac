package dev.tessera.ops.cli;

import picocli.CommandLine.Command;

/** {@code shardctl shard ...}. */
@Command(
        name = "shard",
        description = "One shard.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AcceptCommand.class)
final class ShardCommand {}
