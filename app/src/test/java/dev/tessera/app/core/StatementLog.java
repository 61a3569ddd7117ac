package dev.tessera.app.core;

import dev.tessera.app.testing.AppCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What the app's account sent to the servers, from MySQL's own general log. */
final class StatementLog {
    private static final String SENT =
            "select convert(argument using utf8mb4) from mysql.general_log where command_type in ('Query', 'Execute')"
                    + " and user_host like '" + AppCluster.USER + "%' order by event_time";

    private final List<MySqlServer> servers;

    StatementLog(List<MySqlServer> servers) {
        this.servers = servers;
        servers.forEach(server -> server.execute("set global log_output = 'TABLE'", "set global general_log = on"));
    }

    /** The statements that the work makes the app send, all servers together; the router's looks at directory and shards left out. */
    List<String> of(Runnable work) throws SQLException {
        servers.forEach(server -> server.execute("truncate table mysql.general_log"));
        work.run();
        List<String> sent = new ArrayList<>();
        for (MySqlServer server : servers) {
            sent.addAll(read(server));
        }
        sent.removeIf(sql -> sql.startsWith("select version from cluster") || sql.equals("do 0"));
        return sent;
    }

    void stop() {
        servers.forEach(server -> server.execute("set global general_log = off", "set global log_output = 'FILE'"));
    }

    private static List<String> read(MySqlServer server) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SENT)) {
            List<String> sent = new ArrayList<>();
            while (rows.next()) {
                sent.add(rows.getString(1));
            }
            return sent;
        }
    }
}
