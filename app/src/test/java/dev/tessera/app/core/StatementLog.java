package dev.tessera.app.core;

import dev.tessera.app.testing.AppCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the app's account sent to the servers, from MySQL's own general log. */
final class StatementLog {
    private static final String SENT = "select thread_id, command_type, convert(argument using utf8mb4)"
            + " from mysql.general_log where command_type in ('Connect', 'Query', 'Execute')"
            + " and (user_host like '" + AppCluster.USER + "%' or command_type = 'Connect') order by event_time";
    /** How the statement begins that reads a new session's variables back: the last one before the session is used. */
    private static final String READ_BACK = "select @@session.";

    private final List<MySqlServer> servers;

    StatementLog(List<MySqlServer> servers) {
        this.servers = servers;
        servers.forEach(server -> server.execute("set global log_output = 'TABLE'", "set global general_log = on"));
    }

    /**
     * The statements that the work makes the app send, all servers together. Left out: the router's looks at directory
     * and shards, and what a session sends while a pool opens it, because a pool may grow at any moment.
     */
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
            Set<Long> opening = new HashSet<>();
            while (rows.next()) {
                long session = rows.getLong(1);
                String sql = rows.getString(3);
                if (rows.getString(2).equals("Connect")) {
                    opening.add(session);
                } else if (!opening.contains(session)) {
                    sent.add(sql);
                } else if (sql.startsWith(READ_BACK)) {
                    opening.remove(session);
                }
            }
            return sent;
        }
    }
}
