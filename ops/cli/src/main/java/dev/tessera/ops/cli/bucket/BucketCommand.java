package dev.tessera.ops.cli.bucket;

import picocli.CommandLine.Command;

/** {@code shardctl bucket ...}. */
@Command(
        name = "bucket",
        description = "Shows buckets.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BucketListCommand.class, BucketShowCommand.class})
public final class BucketCommand {}
