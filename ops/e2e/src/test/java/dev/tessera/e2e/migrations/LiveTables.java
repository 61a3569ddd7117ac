package dev.tessera.e2e.migrations;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What a server's catalog says stands in the schema of live buckets, the tables of buckets only. */
final class LiveTables {
    private LiveTables() {}

    static List<String> of(MySqlServer server) {
        try (Connection connection = server.connect()) {
            return Sql.column(
                    connection,
                    "select table_name from information_schema.tables where table_schema = 'tessera'"
                            + " and table_name regexp '_[0-9]{5}_[0-9]{5}$' order by table_name");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
