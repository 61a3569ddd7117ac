package dev.tessera.migrations;

import dev.tessera.shardconfig.ServerAddress;
import java.sql.SQLException;

/** A statement that a server refused, or whose answer never came. */
public final class StatementFailedException extends MigrationFailedException {
    public StatementFailedException(ServerAddress address, String sql, Throwable cause) {
        super(address + ": " + cause.getMessage() + " (in: " + sql + ")", cause);
    }

    /** @param number MySQL's, for example 1146 */
    public boolean isError(int number) {
        return getCause() instanceof SQLException refused && refused.getErrorCode() == number;
    }

    /** The session is gone; whether the statement took effect is open. */
    public boolean isConnectionLost() {
        return getCause() instanceof SQLException lost
                && (lost.getSQLState() == null || lost.getSQLState().startsWith("08"));
    }
}
