package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.Shardctl;
import dev.tessera.ops.cli.move.MoverOptions;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.rebalance.shards.ShardAddition;
import dev.tessera.ops.rebalance.shards.ShardReport;
import dev.tessera.ops.rebalance.shards.ShardYaml;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code shardctl shard add SHARD}. */
@Command(
        name = "add",
        description = "Adds a server as a shard: checks the server, creates the shard registry and the app's "
                + "account there, and adds it to the directory. Without --execute it only checks. Buckets "
                + "are moved there later.",
        mixinStandardHelpOptions = true)
final class ShardAddCommand extends OneShardCommand {
    @Option(
            names = "--address",
            paramLabel = "HOST:PORT",
            description = "Checks a server at this address that cluster.yml doesn't list yet.")
    private @Nullable String address;

    @Option(names = "--execute", description = "Adds the shard. cluster.yml must list it.")
    private boolean execute;

    @Override
    int run(Cluster cluster, ShardName shard, PrintWriter out) {
        ClusterConfig config = cluster.config();
        Optional<ShardConfig> listed = listed(config, shard);
        ShardConfig candidate = candidate(config, listed, shard);
        ClusterConfig with = listed.isPresent()
                ? config
                : config.of(Stream.concat(config.shards().stream(), Stream.of(candidate))
                        .toList());
        try (Cluster grown = new Cluster(with, cluster.operator(), cluster.changelogs());
                ShardAddition addition =
                        ShardAddition.open(grown, shard, config.app().credentials())) {
            if (addition.isDone()) {
                out.println(shard + " was added before; nothing was changed");
                return 0;
            }
            return add(addition, candidate, listed.isPresent(), out);
        }
    }

    private int add(ShardAddition addition, ShardConfig shard, boolean isListed, PrintWriter out) {
        ShardReport report = addition.inspect();
        if (!print(report, out)) {
            return Shardctl.WRONG;
        }
        if (!isListed) {
            out.println("put this into cluster.yml, under shards, and into git; then `shardctl shard add "
                    + shard.name() + " --execute`:");
            ShardYaml.lines(shard).forEach(out::println);
            return execute ? Shardctl.WRONG : 0;
        }
        if (!execute) {
            out.println("nothing was done; say --execute to do it");
            return 0;
        }
        addition.run(MoverOptions.who());
        out.println(shard.name() + " is added: running apps use it within two seconds. It holds no bucket yet;"
                + " `shardctl move BUCKETS --to " + shard.name()
                + "` moves buckets there. Agents read cluster.yml when they start:"
                + " bring theirs up to date and restart them");
        return 0;
    }

    private ShardConfig candidate(ClusterConfig config, Optional<ShardConfig> listed, ShardName shard) {
        Optional<ServerAddress> named = Optional.ofNullable(address).map(this::parse);
        if (listed.isPresent()) {
            named.filter(other -> !other.equals(listed.get().address())).ifPresent(other -> {
                throw wrong("cluster.yml lists " + shard + " at " + listed.get().address() + ", and --address says "
                        + other + "; correct one of them");
            });
            return listed.get();
        }
        ServerAddress at = named.orElseThrow(() -> wrong("cluster.yml doesn't list " + shard
                + "; put it there, or say --address HOST:PORT to have the server looked at first"));
        config.shards().stream()
                .filter(other -> other.address().equals(at))
                .findFirst()
                .ifPresent(other -> {
                    throw wrong("cluster.yml lists " + other.name() + " at " + at + "; a server serves one shard");
                });
        return new ShardConfig(shard, at, Optional.empty(), List.of(), false);
    }

    private ServerAddress parse(String text) {
        try {
            return ServerAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--address: " + e.getMessage());
        }
    }
}
