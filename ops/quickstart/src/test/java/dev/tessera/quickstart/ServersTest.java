package dev.tessera.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterConfigFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServersTest {
    private final ClusterConfig config = ClusterConfigFile.read(Path.of("../../shard-config/clusters/quickstart"));

    @Test
    void theConfiguredServers_andNoMore() {
        assertThat(Servers.ports(config, 2).toString()).isEqualTo("{directory=13300, shard-a=13301, shard-b=13302}");
    }

    @Test
    void furtherShards_areSpareServersOnTheNextPorts() {
        assertThat(Servers.ports(config, 4).toString())
                .isEqualTo("{directory=13300, shard-a=13301, shard-b=13302, shard-c=13303, shard-d=13304}");
        assertThat(Servers.ports(config, QuickstartOptions.MAX_SHARDS))
                .hasSize(17)
                .containsEntry("shard-p", 13_316);
    }
}
