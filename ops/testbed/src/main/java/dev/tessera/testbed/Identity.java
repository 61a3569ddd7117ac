package dev.tessera.testbed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Who answers on a port. */
record Identity(String uuid, String version, String dataDirectory) {
    /** Short waits: a server that has only just opened its port may answer late. */
    private static final String WAITS = "&connectTimeout=2000&socketTimeout=5000";

    static Identity ask(MySqlServer server) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl() + WAITS, MySqlServer.USER, MySqlServer.PASSWORD);
                ResultSet row =
                        connection.createStatement().executeQuery("select @@server_uuid, @@version, @@datadir")) {
            row.next();
            return new Identity(row.getString(1), row.getString(2).replaceFirst("-.*", ""), row.getString(3));
        }
    }
}
