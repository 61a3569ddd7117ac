package dev.tessera.testbed.server;

import dev.tessera.testbed.process.TestbedException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who answers on a port. */
public record Identity(String uuid, String version, String dataDirectory) {
    /** Short waits: a server that has only just opened its port may answer late. */
    private static final String WAITS = "&connectTimeout=2000&socketTimeout=5000";

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    /** Waits until the right one answers; a server that has ended is not waited for. */
    public static Identity await(MySqlServer server, Predicate<Identity> isIt) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (server.isRunning() && System.nanoTime() - deadline < 0) {
            try {
                Identity answered = ask(server);
                if (isIt.test(answered)) {
                    return answered;
                }
            } catch (SQLException notYet) {
                // asked again below
            }
            pauseBriefly();
        }
        throw new TestbedException(
                server.name() + " didn't start on port " + server.port() + ". Its log ends:\n" + server.errorLog());
    }

    private static void pauseBriefly() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted while a server started", e);
        }
    }

    public static Identity known(@Nullable Identity identity, MySqlServer server) {
        if (identity == null) {
            throw new TestbedException(server.name() + " has never answered");
        }
        return identity;
    }

    private static Identity ask(MySqlServer server) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl() + WAITS, MySqlServer.USER, MySqlServer.PASSWORD);
                ResultSet row =
                        connection.createStatement().executeQuery("select @@server_uuid, @@version, @@datadir")) {
            row.next();
            return new Identity(row.getString(1), row.getString(2).replaceFirst("-.*", ""), row.getString(3));
        }
    }
}
