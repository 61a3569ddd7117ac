package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.ShardState;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code shardctl shard pause SHARD}. */
@Command(
        name = "pause",
        description = "Pauses a shard: no bucket can move to it. Its buckets are served as before, and can be "
                + "moved away.",
        mixinStandardHelpOptions = true)
final class ShardPauseCommand extends OneShardCommand {
    @Override
    int run(Cluster cluster, ShardName shard, PrintWriter out) {
        ShardState before = cluster.shards().state(shard, ShardState.PAUSED, MoverOptions.who(), "shard pause");
        long coming = cluster.journal().all().stream()
                .filter(Move::isOpen)
                .filter(move -> move.target().equals(shard))
                .count();
        out.println(
                before == ShardState.PAUSED
                        ? shard + " was paused before"
                        : shard + " is paused; `shardctl shard resume " + shard + "` lets buckets come again");
        if (coming > 0) {
            out.println("note: " + coming + " moves there are open and continue; `shardctl move list` shows them");
        }
        return 0;
    }
}
