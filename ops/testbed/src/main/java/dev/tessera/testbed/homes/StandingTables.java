package dev.tessera.testbed.homes;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which tables stand in a schema of a server. */
public final class StandingTables {
    private StandingTables() {}

    /** The physical names of a bucket's tables. */
    public static SortedSet<String> of(MySqlServer server, String schema, BucketId bucket) {
        SortedSet<String> tables = in(server, schema);
        tables.removeIf(
                table -> !BucketTables.bucketOf(table).filter(bucket::equals).isPresent());
        return tables;
    }

    /** The physical names of all tables. */
    static SortedSet<String> in(MySqlServer server, String schema) {
        String sql = "select table_name from information_schema.tables where table_schema = '" + schema + "'";
        SortedSet<String> tables = new TreeSet<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        } catch (SQLException e) {
            throw new TestbedException("the tables of " + schema + " on " + server.name(), e);
        }
    }
}
