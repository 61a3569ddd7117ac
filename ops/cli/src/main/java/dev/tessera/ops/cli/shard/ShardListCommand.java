package dev.tessera.ops.cli.shard;

import dev.tessera.ops.cli.option.ClusterOpener;
import dev.tessera.ops.cli.render.TextTable;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.ShardRow;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shardctl shard list}. */
@Command(
        name = "list",
        description = "Lists the shards of the directory, and those that only cluster.yml lists. Connects to no shard.",
        mixinStandardHelpOptions = true)
final class ShardListCommand implements Callable<Integer> {
    @Mixin
    private ClusterOpener opener = new ClusterOpener();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Cluster cluster = opener.open()) {
            Map<ShardName, Long> buckets = cluster.placements().all().stream()
                    .collect(Collectors.groupingBy(Placement::shard, Collectors.counting()));
            Map<ShardName, ShardConfig> listed =
                    cluster.config().shards().stream().collect(Collectors.toMap(ShardConfig::name, shard -> shard));
            List<ShardRow> rows = cluster.shards().all();
            TextTable table = new TextTable("shard", "address", "state", ">buckets", "cluster.yml");
            for (ShardRow row : rows) {
                @Nullable ShardConfig config = listed.remove(row.name());
                table.row(
                        row.name().value(),
                        row.address().toString(),
                        row.state().column(),
                        Long.toString(buckets.getOrDefault(row.name(), 0L)),
                        agreement(row, config));
            }
            listed.values().stream()
                    .sorted((one, other) -> one.name().compareTo(other.name()))
                    .forEach(shard -> table.row(
                            shard.name().value(), shard.address().toString(), "-", "0", "lists it; not added yet"));
            table.print(out);
            out.flush();
            return 0;
        }
    }

    private static String agreement(ShardRow row, @Nullable ShardConfig config) {
        if (config == null) {
            return "doesn't list it";
        }
        return config.address().equals(row.address()) ? "agrees" : "says " + config.address();
    }
}
