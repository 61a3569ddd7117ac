package dev.tessera.shardconfig.redaction;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A failure of JDBC whose message holds no value of a row: one that Tessera raises, or the copy of a driver's. */
public class SafeSqlException extends SQLException implements SafeMessage {
    private static final long serialVersionUID = 1L;

    public SafeSqlException(String message) {
        super(message);
    }

    /** @param sqlState of five characters; null when there is none */
    public SafeSqlException(String message, @Nullable String sqlState, int errorCode) {
        super(message, sqlState, errorCode);
    }

    public SafeSqlException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
