package dev.tessera.ops.move.transfer.rows;

import com.mysql.cj.NativeSession;
import com.mysql.cj.jdbc.JdbcConnection;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How many warnings the last statement had, as its answer said. The list that {@code SHOW WARNINGS} gives is empty where {@code max_error_count}
 * is 0, which few accounts may change; the count isn't.
 */
final class WarningCount {
    private WarningCount() {}

    /** Costs no round trip. */
    static int of(Connection connection) throws SQLException {
        NativeSession session =
                (NativeSession) connection.unwrap(JdbcConnection.class).getSession();
        return session.getProtocol().getWarningCount();
    }
}
