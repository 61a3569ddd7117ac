package dev.tessera.e2e.kill;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Everything that moves leave behind, but for rows of buckets and for what says how somebody else gets on. */
final class Traces {
    private static final String TABLES =
            "select concat_ws(' ', table_schema, table_name) from information_schema.tables where table_schema like 'tessera%'";
    private static final String HOMES =
            "select concat_ws(' ', 'home', bucket, epoch, move_id, since) from tessera_registry.bucket_homes";
    private static final String SCHEMAS =
            "select concat_ws(' ', 'schema', bucket, version, state, updated_at) from tessera_registry.bucket_schema";
    private static final String LEASES =
            "select concat_ws(' ', 'lease', move_id, bucket, epoch) from tessera_registry.move_leases";

    private Traces() {}

    static List<String> of(Matrix matrix) {
        List<String> traces = new ArrayList<>();
        for (MySqlServer shard : matrix.system().shards()) {
            for (String query : List.of(TABLES, HOMES, SCHEMAS, LEASES)) {
                read(shard, query, traces);
            }
        }
        String directory = matrix.cluster().config().directory().schema().value();
        for (String query : List.of(
                "concat_ws(' ', 'move', move_id, phase, epoch, home_epoch, desired_state, lease_holder, failure) from %s.moves",
                "concat_ws(' ', 'step', move_id, step_number, step, state, at) from %s.move_steps",
                "concat_ws(' ', 'placed', bucket, shard, epoch, state, updated_at) from %s.placements",
                "concat_ws(' ', 'cleanup', cleanup_id, object_name, done_at) from %s.cleanup",
                "concat_ws(' ', 'version', version) from %s.cluster",
                "concat_ws(' ', 'audit', audit_id, who, action) from %s.audit")) {
            read(matrix.directory(), "select " + query.formatted(directory), traces);
        }
        return traces.stream().sorted().toList();
    }

    private static void read(MySqlServer server, String query, List<String> traces) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                traces.add(server.name() + " " + rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
