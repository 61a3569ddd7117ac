package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.rebalance.shards.ShardReport;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command about one shard: {@code shardctl shard VERB SHARD}. */
abstract class OneShardCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Parameters(index = "0", paramLabel = "SHARD", description = "The shard's name.")
    private String shard = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Returns the exit code. */
    abstract int run(Cluster cluster, ShardName shard, PrintWriter out) throws InterruptedException;

    @Override
    public final Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            int code = run(cluster, name(shard), out);
            out.flush();
            return code;
        }
    }

    ShardName name(String text) {
        try {
            return new ShardName(text);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    /** As cluster.yml lists it. */
    Optional<ShardConfig> listed(ClusterConfig config, ShardName name) {
        return config.shards().stream()
                .filter(known -> known.name().equals(name))
                .findFirst();
    }

    ShardConfig requireListed(ClusterConfig config, ShardName name) {
        return listed(config, name)
                .orElseThrow(() -> wrong("there is no shard " + name + " in cluster " + config.name() + "; there are "
                        + config.shards().stream().map(ShardConfig::name).toList()));
    }

    ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), "shardctl: " + message);
    }

    /** Returns whether nothing speaks against it. */
    static boolean print(ShardReport report, PrintWriter out) {
        report.lines().forEach(out::println);
        report.notes().forEach(note -> out.println("note: " + note));
        return refuse(report.problems(), out);
    }

    /** Returns whether there is nothing to refuse. */
    static boolean refuse(List<String> problems, PrintWriter out) {
        problems.forEach(problem -> out.println("refused: " + problem));
        return problems.isEmpty();
    }
}
