package dev.tessera.router;

import org.jspecify.annotations.Nullable;

/** A statement that isn't exactly one statement on the tables of its bucket. Quotes the statement and says why. */
public final class StatementRefusedException extends RouterException {
    public StatementRefusedException(String reason, String sql) {
        this(reason, sql, null);
    }

    public StatementRefusedException(String reason, String sql, @Nullable Throwable cause) {
        super("refused: " + reason + ": " + sql, cause);
    }
}
