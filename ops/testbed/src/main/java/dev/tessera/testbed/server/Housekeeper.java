package dev.tessera.testbed.server;

import dev.tessera.testbed.process.TestbedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a server back to how it was when it was new: no sessions, schemas, accounts, binlogs or settings of a test. */
public final class Housekeeper {
    private static final Logger log = LoggerFactory.getLogger(Housekeeper.class);
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    private static final String SETTINGS =
            "select variable_name, variable_value from performance_schema.global_variables"
                    + " where variable_name not like 'gtid\\_%' and variable_name not like 'persisted%'";

    private static final String SESSIONS = "select id from performance_schema.processlist"
            + " where id <> connection_id() and user not in ('system user', 'event_scheduler')";

    private static final String SCHEMAS = "select schema_name from information_schema.schemata"
            + " where schema_name not in ('mysql', 'sys', 'information_schema', 'performance_schema')";

    private static final String ACCOUNTS = "select concat(quote(user), '@', quote(host)) from mysql.user"
            + " where user not like 'mysql.%' and not (user = 'root' and host in ('%', 'localhost'))";

    private final MySqlServer server;
    private final Map<String, String> settings;

    /** To be made while the server is still new. */
    public Housekeeper(MySqlServer server) {
        this.server = server;
        try (Connection connection = server.connect()) {
            this.settings = settings(connection);
        } catch (SQLException e) {
            throw new TestbedException("can't read the settings of " + server, e);
        }
    }

    public void clean() {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            endSessions(statement);
            restoreSettings(connection, statement);
            rollBackPrepared(statement);
            for (String schema : column(statement, SCHEMAS)) {
                statement.execute("drop schema `" + schema.replace("`", "``") + "`");
            }
            for (String account : column(statement, ACCOUNTS)) {
                statement.execute("drop user " + account);
            }
            statement.execute(isOlderThan82() ? "reset master" : "reset binary logs and gtids");
        } catch (SQLException e) {
            throw new TestbedException("can't clean " + server, e);
        }
    }

    /** First of all: what they have locked could not be dropped. */
    private static void endSessions(Statement statement) throws SQLException {
        for (String session : column(statement, SESSIONS)) {
            try {
                statement.execute("kill " + session);
            } catch (SQLException ended) {
                log.debug("session {} ended by itself", session, ended);
            }
        }
    }

    private void restoreSettings(Connection connection, Statement statement) throws SQLException {
        statement.execute("reset persist");
        Map<String, String> now = settings(connection);
        List<String> changed = new ArrayList<>(settings.keySet());
        changed.removeIf(name -> Objects.equals(settings.get(name), now.get(name)));
        // read_only can't be changed while super_read_only is on, and goes first in the alphabet
        changed.sort((a, b) -> Boolean.compare(b.equals("super_read_only"), a.equals("super_read_only")));
        for (String name : changed) {
            restore(statement, name);
        }
    }

    private void restore(Statement statement, String name) {
        String value = settings.getOrDefault(name, "");
        String literal = NUMBER.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
        try {
            statement.execute("set global " + name + " = " + literal);
        } catch (SQLException notSettable) {
            log.debug("{}: {} stays changed", server, name, notSettable);
        }
    }

    private static void rollBackPrepared(Statement statement) throws SQLException {
        List<String> prepared = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("xa recover convert xid")) {
            while (rows.next()) {
                prepared.add(xid(rows));
            }
        }
        for (String xid : prepared) {
            statement.execute("xa rollback " + xid);
        }
    }

    /** The data are hex: 0x, the global part, the branch. */
    private static String xid(ResultSet row) throws SQLException {
        int branchAt = 2 + 2 * row.getInt("gtrid_length");
        String data = row.getString("data");
        return "x'" + data.substring(2, branchAt) + "', x'" + data.substring(branchAt) + "', "
                + row.getLong("formatID");
    }

    private boolean isOlderThan82() {
        String[] version = server.version().split("\\.", -1);
        return Integer.parseInt(version[0]) * 100 + Integer.parseInt(version[1]) < 802;
    }

    private static List<String> column(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private static Map<String, String> settings(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SETTINGS)) {
            Map<String, String> settings = new HashMap<>();
            while (rows.next()) {
                settings.put(rows.getString(1), String.valueOf(rows.getString(2)));
            }
            return settings;
        }
    }
}
