package dev.tessera.ops.cli;

import picocli.CommandLine.Command;

/** {@code shardctl shard ...}. */
@Command(
        name = "shard",
        description = "One shard.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ShardListCommand.class,
            ShardAddCommand.class,
            ShardPauseCommand.class,
            ShardResumeCommand.class,
            ShardDrainCommand.class,
            ShardRemoveCommand.class,
            ShardSetAddressCommand.class,
            AcceptCommand.class
        })
final class ShardCommand {}
