package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.cluster.AcceptCommand;
import picocli.CommandLine.Command;

/** {@code shardctl shard ...}. */
@Command(
        name = "shard",
        description = "Commands for one shard.",
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
public final class ShardCommand {}
