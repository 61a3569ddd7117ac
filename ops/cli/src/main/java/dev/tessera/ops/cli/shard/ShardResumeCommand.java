package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code shardctl shard resume SHARD}. */
@Command(
        name = "resume",
        description = "Resumes a shard that was paused or drained: buckets can move to it again.",
        mixinStandardHelpOptions = true)
final class ShardResumeCommand extends OneShardCommand {
    @Override
    int run(Cluster cluster, ShardName shard, PrintWriter out) {
        ShardState before = cluster.shards().state(shard, ShardState.OPEN, MoverOptions.who(), "shard resume");
        out.println(
                before == ShardState.OPEN
                        ? shard + " was open before"
                        : shard + " is open again; it was " + before.column());
        return 0;
    }
}
