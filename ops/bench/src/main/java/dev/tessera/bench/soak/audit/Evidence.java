package dev.tessera.bench.soak.audit;

import dev.tessera.bench.soak.cluster.SoakCluster;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Data for the analysis of a divergence: the tables of the directory, and the tables on the shards. */
public final class Evidence {
    private static final List<String> TABLES =
            List.of("placements", "moves", "reverse_replications", "move_steps", "cleanup", "audit");
    private static final List<String> OF_SHARDS = List.of(
            "select table_schema, table_name from information_schema.tables where table_schema like 'tessera%'",
            "select * from tessera_registry.bucket_homes",
            "select * from tessera_registry.bucket_schema",
            "select * from tessera_registry.move_leases");

    private Evidence() {}

    public static void write(SoakCluster cluster, Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        String schema = cluster.opsCluster().config().directory().schema().value();
        TABLES.forEach(table -> read(cluster.directory(), "select * from " + schema + "." + table, lines));
        for (MySqlServer shard : cluster.shards()) {
            OF_SHARDS.forEach(query -> read(shard, query, lines));
        }
        Files.write(file, lines);
    }

    private static void read(MySqlServer server, String query, List<String> lines) {
        lines.add("== " + server.name() + ": " + query);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    line.append(rows.getString(column)).append(" | ");
                }
                lines.add(line.toString());
            }
        } catch (SQLException e) {
            lines.add("not to be had: " + Redaction.message(e));
        }
    }
}
