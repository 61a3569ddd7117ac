package dev.tessera.e2e.faults;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A bucket that nobody uses, carried to another server by hand: its tables as they are, row by row. */
final class CarriedBucket {
    private final MySqlServer source;
    private final MySqlServer target;
    private final List<String> tables;

    CarriedBucket(BucketId bucket, MySqlServer source, MySqlServer target) throws SQLException {
        this.source = source;
        this.target = target;
        this.tables = tables(source, bucket);
    }

    /** Makes the target a shard that the app can sign in to. */
    static void admit(MySqlServer target, String user, String password) {
        target.execute(
                "create schema tessera",
                "create user '" + user + "'@'%' identified by '" + password + "'",
                "grant select, insert, update, delete on tessera.* to '" + user + "'@'%'");
    }

    void copy() throws SQLException {
        try (Connection from = source.connect(BucketTables.LIVE_SCHEMA);
                Connection to = target.connect(BucketTables.LIVE_SCHEMA)) {
            for (String table : tables) {
                create(from, to, table);
                copy(from, to, table);
            }
        }
    }

    /** All at once, out of the app's reach. */
    void fence() {
        String renames = tables.stream()
                .map(table -> "tessera." + table + " to tessera_out_1." + table)
                .collect(Collectors.joining(", "));
        source.execute("create schema tessera_out_1", "rename table " + renames);
    }

    private static List<String> tables(MySqlServer server, BucketId bucket) throws SQLException {
        String suffix = BucketTables.suffix(bucket);
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select table_name from information_schema.tables"
                        + " where table_schema = 'tessera' and right(table_name, " + suffix.length() + ") = '" + suffix
                        + "'")) {
            List<String> tables = new ArrayList<>();
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
            return tables;
        }
    }

    private static void create(Connection from, Connection to, String table) throws SQLException {
        try (Statement asked = from.createStatement();
                ResultSet row = asked.executeQuery("show create table " + table);
                Statement made = to.createStatement()) {
            row.next();
            made.execute(row.getString(2));
        }
    }

    private static void copy(Connection from, Connection to, String table) throws SQLException {
        try (Statement read = from.createStatement();
                ResultSet rows = read.executeQuery("select * from " + table)) {
            int columns = rows.getMetaData().getColumnCount();
            String values = String.join(", ", Collections.nCopies(columns, "?"));
            try (PreparedStatement write = to.prepareStatement("insert into " + table + " values (" + values + ")")) {
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        write.setObject(column, rows.getObject(column));
                    }
                    write.executeUpdate();
                }
            }
        }
    }
}
