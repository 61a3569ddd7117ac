package dev.tessera.ops.rebalance.shards;

import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A shard as YAML for cluster.yml: to be added, or to be removed. */
public final class ShardYaml {
    private ShardYaml() {}

    public static List<String> lines(ShardConfig shard) {
        List<String> lines = new ArrayList<>();
        lines.add("  - name: " + shard.name());
        lines.add("    address: " + shard.address());
        shard.diskBytes().map(DataSize::bytes).ifPresent(bytes -> lines.add("    disk_bytes: " + bytes));
        if (!shard.replicas().isEmpty()) {
            lines.add("    replicas: "
                    + shard.replicas().stream()
                            .map(ServerAddress::toString)
                            .collect(Collectors.joining(", ", "[", "]")));
        }
        if (shard.lossless()) {
            lines.add("    lossless: true");
        }
        return lines;
    }
}
