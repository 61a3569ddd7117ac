package dev.tessera.ops.cli.shard;

import dev.tessera.migrations.ShardRelocation;
import dev.tessera.migrations.ShardRelocation.Relocation;
import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.repair.Takeover;
import dev.tessera.ops.rebalance.shards.ShardYaml;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code shardctl shard set-address SHARD}. */
@Command(
        name = "set-address",
        description = "Publishes the address of a shard in cluster.yml to running apps. Without --execute it "
                + "only checks. The server there must be the known one, or, with --accept, one that holds "
                + "the buckets of the shard.",
        mixinStandardHelpOptions = true)
final class ShardSetAddressCommand extends OneShardCommand {
    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "HOST:PORT",
            description = "Checks a server at this address before cluster.yml has it.")
    private @Nullable String address;

    @Option(names = "--accept", description = "Accepts another server for the shard: a promoted replica, a restore.")
    private boolean accept;

    @Option(names = "--execute", description = "Publishes the address. cluster.yml must have it.")
    private boolean execute;

    @Override
    int run(Cluster cluster, ShardName shard, PrintWriter out) {
        ShardConfig listed = requireListed(cluster.config(), shard);
        ShardConfig moved = at(listed);
        ClusterConfig config = replaced(cluster.config(), listed, moved);
        ShardRelocation relocation = new ShardRelocation(config, cluster.operator());
        Relocation found = relocation.inspect(shard);
        if (found.from().equals(found.to()) && found.isKnown()) {
            out.println(shard + " is at " + found.to() + " in the directory already; nothing was changed");
            return 0;
        }
        if (!print(shard, found, out)) {
            return Shardctl.WRONG;
        }
        if (!moved.equals(listed)) {
            out.println("put the address into cluster.yml, and that into git; then `shardctl shard set-address " + shard
                    + (found.isKnown() ? "" : " --accept") + " --execute`:");
            ShardYaml.lines(moved).forEach(out::println);
            return execute ? Shardctl.WRONG : 0;
        }
        if (!execute) {
            out.println("nothing was done; say --execute to do it");
            return 0;
        }
        relocate(cluster, shard, relocation, found);
        out.println(
                "running apps look for " + shard + " at " + found.to() + " within two seconds. Agents read cluster.yml"
                        + " when they start: bring theirs up to date and restart them");
        return 0;
    }

    private static void relocate(Cluster cluster, ShardName shard, ShardRelocation relocation, Relocation found) {
        if (!found.strays().isEmpty()) {
            new Takeover(new MoverContext(cluster, MoveOptions.defaults(), Milestones.none(), MoverOptions.who()))
                    .clear(shard);
        }
        relocation.run(shard, MoverOptions.who());
    }

    private boolean print(ShardName shard, Relocation found, PrintWriter out) {
        out.println(shard + ": from " + found.from() + " to " + found.to() + ", server " + found.serverUuid()
                + (found.isKnown() ? ", which is " + shard + " already" : ", which isn't known as " + shard));
        if (!refuse(found.problems(), out)) {
            return false;
        }
        if (!found.isKnown() && !accept) {
            return refuse(
                    List.of("another server is at " + found.to() + "; if it shall take the place of " + shard
                            + ", say --accept: what is live there is compared with the directory first"),
                    out);
        }
        found.strays().forEach(stray -> out.println("note: " + stray + "; --execute does that"));
        return true;
    }

    private ShardConfig at(ShardConfig listed) {
        if (address == null) {
            return listed;
        }
        try {
            return new ShardConfig(
                    listed.name(),
                    ServerAddress.parse(address),
                    listed.diskBytes(),
                    listed.replicas().stream()
                            .filter(replica -> !replica.toString().equals(address))
                            .toList(),
                    listed.lossless());
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private ClusterConfig replaced(ClusterConfig config, ShardConfig listed, ShardConfig moved) {
        config.shards().stream()
                .filter(other -> !other.equals(listed) && other.address().equals(moved.address()))
                .findFirst()
                .ifPresent(other -> {
                    throw wrong("cluster.yml lists " + other.name() + " at " + moved.address()
                            + "; a server serves one shard");
                });
        return config.of(config.shards().stream()
                .map(shard -> shard.equals(listed) ? moved : shard)
                .toList());
    }
}
