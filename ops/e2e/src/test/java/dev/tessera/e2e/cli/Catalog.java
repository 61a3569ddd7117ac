package dev.tessera.e2e.cli;

import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What servers hold, read from them. */
final class Catalog {
    private Catalog() {}

    /** Of each server, what its binlog has seen: a write of any kind shows here. */
    static List<String> executedTransactions(List<MySqlServer> servers) {
        return servers.stream()
                .map(server -> value(server, "select @@global.gtid_executed"))
                .toList();
    }

    /** How many tables of live buckets a server has. */
    static int liveTables(MySqlServer server) {
        return Integer.parseInt(value(
                server,
                "select count(*) from information_schema.tables where table_schema = 'tessera'"
                        + " and table_name regexp '_[0-9]{5}_[0-9]{5}$'"));
    }

    private static String value(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
