package dev.tessera.bench.routing;

import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.routing.CostBySize.Role;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures routers of several sizes, each in JVMs of its own: what one has running in the background must not be paid by another. */
final class SizesSideBySide implements AutoCloseable {
    static final int THREADS = 4;

    private static final int WARM_UP_PASSES = 4;

    private final RoutingCluster stage;
    private final RoutingOptions options;
    private final List<Role> roles;
    private final List<Role> routers;
    private final Map<Role, double[]> startMillis = new EnumMap<>(Role.class);
    private final Map<Role, Integer> connections = new EnumMap<>(Role.class);
    private final Map<Role, ProbeProcess> probes = new EnumMap<>(Role.class);

    SizesSideBySide(RoutingCluster stage, RoutingOptions options) {
        this.stage = stage;
        this.options = options;
        this.roles = Stream.of(Role.values())
                .filter(role -> !options.brief || role.isNeeded())
                .toList();
        this.routers = roles.stream().filter(role -> !role.isByHand()).toList();
    }

    CostBySize measure() throws IOException, SQLException {
        routers.stream().map(Role::size).distinct().forEach(size -> size.writeDirectory(stage));
        startAndEnd();
        open();
        Rounds<Role> rounds = rounds();
        Map<Role, MedianEstimate> starts = new EnumMap<>(Role.class);
        startMillis.forEach((role, values) -> starts.put(role, MedianEstimate.of(values)));
        Map<Role, Long> heap = new EnumMap<>(Role.class);
        probes.forEach((role, probe) -> heap.put(role, probe.heapBytes()));
        return new CostBySize(rounds, starts, heap, connections);
    }

    /** All starts but the last, after which each router is needed. */
    private void startAndEnd() throws IOException {
        routers.forEach(role -> startMillis.put(role, new double[options.starts]));
        for (int pass = 1; pass < options.starts; pass++) {
            for (Role role : Rounds.order(routers, pass)) {
                try (ProbeProcess probe = ProbeProcess.start(stage, role)) {
                    of(startMillis, role)[pass] = millis(probe);
                }
            }
        }
    }

    private static double millis(ProbeProcess probe) {
        return probe.start().toNanos() / 1e6;
    }

    /** Opens everyone and warms it up. */
    private void open() throws IOException, SQLException {
        Duration turn = options.warmUp().dividedBy((long) roles.size() * WARM_UP_PASSES);
        for (Role role : roles) {
            int before = connections();
            ProbeProcess probe = ProbeProcess.start(stage, role);
            probes.put(role, probe);
            if (!role.isByHand()) {
                of(startMillis, role)[0] = millis(probe);
            }
            probe.round(THREADS, turn);
            connections.put(role, connections() - before);
        }
        for (int pass = 1; pass < WARM_UP_PASSES; pass++) {
            for (Role role : roles) {
                of(probes, role).round(THREADS, turn);
            }
        }
    }

    private Rounds<Role> rounds() throws IOException {
        Rounds<Role> rounds = new Rounds<>();
        for (int pass = 0; pass < options.rounds; pass++) {
            for (Role role : Rounds.order(roles, pass)) {
                rounds.add(role, of(probes, role).round(THREADS, options.round()));
            }
        }
        return rounds;
    }

    private int connections() throws SQLException {
        int connections = 0;
        for (int shard = 0; shard < stage.shards().size(); shard++) {
            try (Connection connection = stage.server(shard).connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select count(*) from performance_schema.processlist"
                            + " where user = '" + stage.appUser() + "'")) {
                row.next();
                connections += row.getInt(1);
            }
        }
        return connections;
    }

    private static <T> T of(Map<Role, T> map, Role role) {
        return Optional.ofNullable(map.get(role)).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        for (ProbeProcess probe : probes.values()) {
            probe.close();
        }
    }
}
