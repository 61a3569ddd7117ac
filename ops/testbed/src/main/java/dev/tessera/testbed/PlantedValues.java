package dev.tessera.testbed;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Values that tests plant in rows, and the search for them where no value of a row may be: in what processes of the cluster have logged, in the
 * files beside {@code cluster.yml}, in the tables of the directory and of Tessera's own schema on the shards. Handles, names, bodies, titles, paths,
 * hashes and keys of the workload all hold {@link #MARK}.
 */
public final class PlantedValues {
    /** Letters that no word of a message holds, and that a handle and a site may hold too. */
    public static final String MARK = "zqplanted";

    private static final String REGISTRY = "tessera_registry";
    private static final int SHOWN = 200;

    private PlantedValues() {}

    /** @throws AssertionError that names each place and line */
    public static void requireNoneIn(String place, Stream<String> lines) {
        fail(hits(place, lines));
    }

    /**
     * Searches what a cluster has left. A server that doesn't answer is left out.
     *
     * @throws AssertionError that names each place and line
     */
    static void requireNoneLeftBy(ClusterConfig config, Path folder) {
        List<String> found = new ArrayList<>(WatchedOutput.takeHits());
        found.addAll(inFiles(folder));
        Credentials operator = config.operator().credentials();
        ServerAddress directory = config.directory().address();
        found.addAll(inSchema(directory, config.directory().schema().value(), operator));
        Set<ServerAddress> shards = new LinkedHashSet<>();
        config.shards().forEach(shard -> shards.add(shard.address()));
        shards.forEach(shard -> found.addAll(inSchema(shard, REGISTRY, operator)));
        fail(found);
    }

    private static void fail(List<String> found) {
        if (!found.isEmpty()) {
            throw new AssertionError("values of rows outside of their tables:\n" + String.join("\n", found));
        }
    }

    static List<String> hits(String place, Stream<String> lines) {
        List<String> hits = new ArrayList<>();
        int[] number = {0};
        lines.forEach(line -> {
            number[0]++;
            int at = line.indexOf(MARK);
            if (at >= 0) {
                int from = Math.max(0, at - SHOWN);
                hits.add(place + ", line " + number[0] + ": "
                        + line.substring(from, Math.min(line.length(), at + SHOWN)));
            }
        });
        return hits;
    }

    private static List<String> inFiles(Path folder) {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // One character a byte: whatever it holds, it can be read.
                found.addAll(hits(
                        file.toString(),
                        Files.readString(file, StandardCharsets.ISO_8859_1).lines()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> inSchema(ServerAddress server, String schema, Credentials account) {
        try (Connection connection = DriverManager.getConnection("jdbc:mysql://" + server + "/", properties(account))) {
            List<String> found = new ArrayList<>();
            for (String table : tables(connection, schema)) {
                found.addAll(hits("table " + schema + "." + table + " on " + server, rows(connection, schema, table)));
            }
            return found;
        } catch (SQLException gone) {
            // Stopped, killed, paused or emptied by the test.
            return List.of();
        }
    }

    private static Properties properties(Credentials account) {
        Properties properties = new Properties();
        properties.setProperty("user", account.user().value());
        properties.setProperty("password", account.password());
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("connectTimeout", "1000");
        properties.setProperty("socketTimeout", "5000");
        return properties;
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        return strings(
                connection, "select table_name from information_schema.tables where table_schema = '" + schema + "'");
    }

    /** Each row in one line. */
    private static Stream<String> rows(Connection connection, String schema, String table) throws SQLException {
        return strings(connection, "select * from `" + schema + "`.`" + table + "`").stream();
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = connection.createStatement().executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                StringBuilder line = new StringBuilder();
                for (int column = 1; column <= columns; column++) {
                    byte[] value = rows.getBytes(column);
                    line.append(column == 1 ? "" : " | ")
                            .append(value == null ? "NULL" : new String(value, StandardCharsets.UTF_8));
                }
                lines.add(line.toString());
            }
        }
        return lines;
    }
}
