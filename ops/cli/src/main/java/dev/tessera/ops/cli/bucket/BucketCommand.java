package dev.tessera.ops.cli.bucket;

import picocli.CommandLine.Command;

/** {@code shardctl bucket ...}. */
@Command(
        name = "bucket",
        description = "Shows buckets, splits and merges them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BucketListCommand.class,
            BucketShowCommand.class,
            BucketSplitCommand.class,
            BucketMergeCommand.class
        })
public final class BucketCommand {}
