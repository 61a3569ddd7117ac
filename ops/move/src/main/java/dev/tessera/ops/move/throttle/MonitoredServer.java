package dev.tessera.ops.move.throttle;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.ServerAddress;
import java.util.List;

/** A server that takes part in a move, and its replicas. */
public record MonitoredServer(ServerLogin server, List<ServerAddress> replicas) {
    public MonitoredServer {
        replicas = List.copyOf(replicas);
    }

    String name() {
        return server.shard().value();
    }

    MetricProbe probe() {
        return new ServerProbe(name(), server::open);
    }

    List<MetricProbe> replicaProbes() {
        return replicas.stream().map(this::replicaProbe).toList();
    }

    private MetricProbe replicaProbe(ServerAddress address) {
        String where = "replica " + address + " of " + name();
        return new ReplicaProbe(where, () -> SqlSession.open(where, address, server.account()));
    }
}
