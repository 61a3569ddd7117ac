package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.StatementSummary;
import java.sql.SQLException;

/**
 * A statement that a server refused, or whose answer never arrived. Contains the attempted action and the server's message, without
 * values.
 */
public final class StatementFailedException extends MigrationFailedException {
    /** The class of SQL states that say so. */
    private static final String CONNECTION_EXCEPTION = "08";

    public StatementFailedException(ServerAddress address, String sql, Throwable cause) {
        super(address + ": " + Redaction.message(cause) + " (in: " + StatementSummary.of(sql) + ")", cause);
    }

    /** @param number MySQL's, for example 1146 */
    public boolean isError(int number) {
        return getCause() instanceof SQLException refused && refused.getErrorCode() == number;
    }

    /** The session is gone; whether the statement took effect is open. */
    public boolean isConnectionLost() {
        return isConnectionLost(this);
    }

    /** True when a lost connection is behind a failure. */
    public static boolean isConnectionLost(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                return refused.getSQLState() == null || refused.getSQLState().startsWith(CONNECTION_EXCEPTION);
            }
        }
        return false;
    }
}
