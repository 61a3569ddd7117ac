package dev.tessera.bench;

import dev.tessera.bench.CostBySize.Role;
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

/** Measures routers of several sizes, each in JVMs of its own: what one has running in the background must not be paid by another. */
final class SizesSideBySide implements AutoCloseable {
    static final int THREADS = 4;

    private static final List<Role> ROLES = List.of(Role.values());
    private static final int WARM_UP_PASSES = 4;

    private final Stage stage;
    private final Options options;
    private final Map<Role, ProbeProcess> probes = new EnumMap<>(Role.class);

    SizesSideBySide(Stage stage, Options options) {
        this.stage = stage;
        this.options = options;
    }

    CostBySize measure() throws IOException, SQLException {
        ROLES.stream().map(Role::size).distinct().forEach(size -> size.writeDirectory(stage));
        Map<Role, Estimate> starts = starts();
        Map<Role, Integer> connections = open();
        Rounds<Role> rounds = rounds();
        Map<Role, Long> heap = new EnumMap<>(Role.class);
        probes.forEach((role, probe) -> heap.put(role, probe.heapBytes()));
        return new CostBySize(rounds, starts, heap, connections);
    }

    private Map<Role, Estimate> starts() throws IOException {
        Map<Role, double[]> millis = new EnumMap<>(Role.class);
        ROLES.forEach(role -> millis.put(role, new double[options.starts]));
        for (int pass = 0; pass < options.starts; pass++) {
            for (Role role : Rounds.order(ROLES, pass)) {
                try (ProbeProcess probe = ProbeProcess.start(stage, role.size())) {
                    of(millis, role)[pass] = probe.start().toNanos() / 1e6;
                }
            }
        }
        Map<Role, Estimate> starts = new EnumMap<>(Role.class);
        millis.forEach((role, values) -> starts.put(role, Estimate.of(values)));
        return starts;
    }

    /** Opens a router of each size and warms it up. */
    private Map<Role, Integer> open() throws IOException, SQLException {
        Map<Role, Integer> connections = new EnumMap<>(Role.class);
        Duration turn = options.warmUp().dividedBy((long) ROLES.size() * WARM_UP_PASSES);
        for (Role role : ROLES) {
            int before = connections();
            ProbeProcess probe = ProbeProcess.start(stage, role.size());
            probes.put(role, probe);
            probe.round(THREADS, turn);
            connections.put(role, connections() - before);
        }
        for (int pass = 1; pass < WARM_UP_PASSES; pass++) {
            for (Role role : ROLES) {
                of(probes, role).round(THREADS, turn);
            }
        }
        return connections;
    }

    private Rounds<Role> rounds() throws IOException {
        Rounds<Role> rounds = new Rounds<>();
        for (int pass = 0; pass < options.rounds; pass++) {
            for (Role role : Rounds.order(ROLES, pass)) {
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
