package dev.tessera.testbed.homes;

import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.process.TestbedException;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which tables of a bucket stand in a schema of a server. */
public final class StandingTables {
    private StandingTables() {}

    /** Their physical names. */
    public static SortedSet<String> of(MySqlServer server, String schema, int bucket) {
        String sql = "select table_name from information_schema.tables where table_schema = '" + schema
                + "' and right(table_name, " + BucketTables.suffix(bucket).length() + ") = '"
                + BucketTables.suffix(bucket) + "'";
        SortedSet<String> tables = new TreeSet<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        } catch (SQLException e) {
            throw new TestbedException("the tables of bucket " + bucket + " on " + server.name(), e);
        }
    }
}
