package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.rebalance.shards.ShardRemoval;
import dev.tessera.ops.rebalance.shards.ShardYaml;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code shardctl shard remove SHARD}. */
@Command(
        name = "remove",
        description =
                "Takes a shard out of the cluster, when nothing is left there. Without --execute it only looks. Its server"
                        + " isn't touched.",
        mixinStandardHelpOptions = true)
final class ShardRemoveCommand extends OneShardCommand {
    @Option(names = "--execute", description = "Do it.")
    private boolean execute;

    @Option(names = "--server-gone", description = "Don't ask its server: you answer for what is left there.")
    private boolean serverGone;

    @Override
    int run(Cluster cluster, ShardName shard, PrintWriter out) {
        ShardConfig listed = requireListed(cluster.config(), shard);
        ShardRemoval removal = new ShardRemoval(cluster, serverGone);
        cluster.shards().get(shard);
        if (!refuse(removal.left(shard), out)) {
            return Shardctl.WRONG;
        }
        if (!execute) {
            out.println("nothing is left on " + shard + "; say --execute to take it out");
            return 0;
        }
        removal.run(shard, MoverOptions.who());
        out.println(
                shard + " is out: running apps forget it within two seconds. Take this out of cluster.yml, and out of"
                        + " growth-plan.yml what names it, and put both into git:");
        ShardYaml.lines(listed).forEach(out::println);
        return 0;
    }
}
