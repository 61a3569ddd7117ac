package dev.tessera.ops.cli.cluster;

import dev.tessera.migrations.ShardAccept;
import dev.tessera.ops.cli.option.ClusterOptions;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shardctl shard accept}. */
@Command(
        name = "accept",
        description = "Accepts the server at the shard's address as the shard, after a failover or a restore. "
                + "First compares the live tables there with the directory. Running apps serve it within "
                + "two seconds.",
        mixinStandardHelpOptions = true)
public final class AcceptCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Parameters(index = "0", paramLabel = "SHARD", description = "The shard's name.")
    private String shard = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ClusterConfig config = cluster.config();
        ShardName name = name(config);
        Optional<String> accepted = new ShardAccept(config, config.operator().credentials()).run(name);
        PrintWriter out = spec.commandLine().getOut();
        out.println(accepted.map(uuid -> "server " + uuid + " is " + name + " now")
                .orElse("its server was known as " + name + " before; nothing was changed"));
        out.flush();
        return 0;
    }

    private ShardName name(ClusterConfig config) {
        return config.shards().stream()
                .map(ShardConfig::name)
                .filter(known -> known.value().equals(shard))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "shardctl: there is no shard " + shard + " in cluster " + config.name()));
    }
}
