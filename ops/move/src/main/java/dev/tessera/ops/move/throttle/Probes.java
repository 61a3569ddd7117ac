package dev.tessera.ops.move.throttle;

import java.util.ArrayList;
import java.util.List;

/** Everything that can be measured for one move. One thread's. */
final class Probes implements AutoCloseable {
    private final List<Probe> servers;
    private final List<Probe> replicas;
    private final AppsProbe apps;

    Probes(List<Watched> watched) {
        servers = watched.stream().map(Watched::probe).toList();
        replicas = watched.stream().flatMap(one -> one.replicaProbes().stream()).toList();
        apps = new AppsProbe(watched.stream().map(Watched::name).toList());
    }

    /** Servers always; replicas and apps when there is a limit for them. */
    List<Reading> read(ThrottleLimits limits) {
        List<Reading> readings = new ArrayList<>();
        servers.forEach(probe -> readings.addAll(probe.read()));
        if (limits.has(Limit.REPLICA_LAG)) {
            replicas.forEach(probe -> readings.addAll(probe.read()));
        }
        readings.addAll(apps.read(limits.apps()));
        return readings;
    }

    @Override
    public void close() {
        servers.forEach(Probe::close);
        replicas.forEach(Probe::close);
    }
}
