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
        description = "Removes a shard from the cluster when nothing is left there. Without --execute it only "
                + "checks. Its server isn't changed.",
        mixinStandardHelpOptions = true)
final class ShardRemoveCommand extends OneShardCommand {
    @Option(names = "--execute", description = "Removes the shard. Without it nothing is changed.")
    private boolean execute;

    @Option(
            names = "--server-gone",
            description = "Doesn't check the shard's server, which is lost. What is left there is ignored.")
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
        out.println(shard
                + " is removed: running apps stop using it within two seconds. Remove this from cluster.yml, and from"
                + " growth-plan.yml what names it, and commit both:");
        ShardYaml.lines(listed).forEach(out::println);
        return 0;
    }
}
