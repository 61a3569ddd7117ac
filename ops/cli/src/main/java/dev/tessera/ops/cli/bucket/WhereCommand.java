package dev.tessera.ops.cli.bucket;

import picocli.CommandLine.Command;

/** {@code shardctl where ...}. */
@Command(
        name = "where",
        description =
                "Says in which slot, bucket and shard a user, a thread or an id is: as the directory publishes it, and where live "
                        + "tables stand. Exit code 1 when the two disagree.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {WhereHandleCommand.class, WhereThreadCommand.class, WhereIdCommand.class})
public final class WhereCommand {}
