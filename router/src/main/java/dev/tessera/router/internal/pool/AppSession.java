package dev.tessera.router.internal.pool;

import dev.tessera.router.internal.failure.SessionRefusedException;
import dev.tessera.shardconfig.session.SessionPins;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks that a new connection has the session that {@link MySqlUrl} requests, and which server answers: one statement for both. */
public final class AppSession {
    static final SessionPins PINS = SessionPins.of(SessionPurpose.APP);

    private static final String QUESTION = PINS.question() + ", @@server_uuid";

    private final Connection connection;
    private List<@Nullable String> answer;

    private AppSession(Connection connection) throws SQLException {
        this.connection = connection;
        this.answer = ask();
    }

    /** Asks; nothing is compared yet. */
    public static AppSession of(Connection connection) throws SQLException {
        return new AppSession(connection);
    }

    String serverUuid() {
        return String.valueOf(answer.get(PINS.width()));
    }

    /** @throws SessionRefusedException when statements would mean something else, or last shorter, than they should */
    public void require(String schema) throws SQLException {
        Optional<String> repair = PINS.repair(answer);
        if (repair.isPresent()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(repair.get());
            } catch (SQLException forbidden) {
                throw new SessionRefusedException(PINS.problems(answer, schema), forbidden);
            }
            answer = ask();
        }
        List<String> problems = PINS.problems(answer, schema);
        if (!problems.isEmpty()) {
            throw new SessionRefusedException(problems, null);
        }
    }

    private List<@Nullable String> ask() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUESTION)) {
            row.next();
            List<@Nullable String> values = new ArrayList<>();
            for (int column = 1; column <= PINS.width() + 1; column++) {
                values.add(row.getString(column));
            }
            return values;
        }
    }
}
