package dev.tessera.ops.move.throttle;

import java.util.ArrayList;
import java.util.List;

/** Everything that can be measured for one move. Not thread-safe. */
final class MetricProbes implements AutoCloseable {
    private final List<MetricProbe> servers;
    private final List<MetricProbe> replicas;
    private final AppsProbe apps;

    MetricProbes(List<MonitoredServer> watched) {
        servers = watched.stream().map(MonitoredServer::probe).toList();
        replicas = watched.stream().flatMap(one -> one.replicaProbes().stream()).toList();
        apps = new AppsProbe(watched.stream().map(MonitoredServer::name).toList());
    }

    /** Servers always; replicas and apps when there is a limit for them. */
    List<MetricReading> read(ThrottleLimits limits) {
        List<MetricReading> readings = new ArrayList<>();
        servers.forEach(probe -> readings.addAll(probe.read()));
        if (limits.has(ThrottleMetric.REPLICA_LAG)) {
            replicas.forEach(probe -> readings.addAll(probe.read()));
        }
        readings.addAll(apps.read(limits.apps()));
        return readings;
    }

    @Override
    public void close() {
        servers.forEach(MetricProbe::close);
        replicas.forEach(MetricProbe::close);
    }
}
