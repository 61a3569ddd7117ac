package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.shardconfig.session.SessionPins;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Opens connections whose sessions are as {@link SessionPins} requires for their purpose, whatever the server's global variables are. */
public final class PinnedConnection {
    /** A server that hangs takes connections and answers none. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final SessionPins pins;
    private final Connection connection;

    private PinnedConnection(SessionPurpose purpose, Connection connection) {
        this.pins = SessionPins.of(purpose);
        this.connection = connection;
    }

    /**
     * Opens one to no schema. Until it is given another network time-out, it waits five seconds for an answer.
     *
     * @param who how the server is called in a failure: {@code shard-a}
     * @param encoding of statements, by its name in Java; the bytes of a transfer are characters of {@code ISO-8859-1}
     * @throws ServerUnreachableException also when the server gives a session that can't be used
     */
    public static Connection open(
            String who, ServerAddress address, Credentials account, SessionPurpose purpose, String encoding) {
        return open(who, address, account, purpose, encoding, TIMEOUT);
    }

    /** @param timeout for the connection, and for each answer while it is made */
    static Connection open(
            String who,
            ServerAddress address,
            Credentials account,
            SessionPurpose purpose,
            String encoding,
            Duration timeout) {
        Properties properties = properties(address, account, purpose, encoding, timeout);
        Connection connection;
        try {
            connection = DriverManager.getConnection("jdbc:mysql://" + address + "/", properties);
        } catch (SQLException e) {
            throw new ServerUnreachableException(who, address, e);
        }
        try {
            List<String> problems = new PinnedConnection(purpose, connection).pin();
            if (problems.isEmpty()) {
                return connection;
            }
            connection.close();
            throw ServerUnreachableException.unusable(who, address, problems);
        } catch (SQLException e) {
            closeAfter(e, connection);
            throw new ServerUnreachableException(who, address, e);
        }
    }

    private static Properties properties(
            ServerAddress address, Credentials account, SessionPurpose purpose, String encoding, Duration timeout) {
        Properties properties = new Properties();
        String millis = Long.toString(timeout.toMillis());
        properties.setProperty("user", account.user().value());
        properties.setProperty("password", account.password());
        properties.setProperty("connectTimeout", millis);
        properties.setProperty("socketTimeout", millis);
        properties.setProperty("sslMode", "PREFERRED");
        // Whoever stands between could give his own key, and read the password.
        properties.setProperty("allowPublicKeyRetrieval", Boolean.toString(address.isLoopback()));
        properties.setProperty("characterEncoding", encoding);
        properties.setProperty("sessionVariables", SessionPins.of(purpose).settings());
        return properties;
    }

    /** What can't be used of it; empty when all can. */
    private List<String> pin() throws SQLException {
        Optional<String> names = pins.characterSet().map(set -> "set names " + set);
        if (names.isPresent()) {
            // The driver has just set the one that it knows the encoding by.
            execute(names.get());
        }
        List<@Nullable String> answer = ask();
        Optional<String> repair = pins.repair(answer);
        if (repair.isPresent()) {
            try {
                execute(repair.get());
            } catch (SQLException forbidden) {
                return pins.problems(answer, null);
            }
            answer = ask();
        }
        return pins.problems(answer, null);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<@Nullable String> ask() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(pins.question())) {
            row.next();
            List<@Nullable String> values = new ArrayList<>();
            for (int column = 1; column <= pins.width(); column++) {
                values.add(row.getString(column));
            }
            return values;
        }
    }

    private static void closeAfter(SQLException failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException suppressed) {
            failure.addSuppressed(suppressed);
        }
    }
}
