package dev.tessera.router;

import dev.tessera.shardconfig.redaction.StatementSummary;
import org.jspecify.annotations.Nullable;

/**
 * A statement that isn't exactly one statement on the tables of its bucket. The message contains it without its literals, and the reason.
 */
public final class StatementRefusedException extends RouterException {
    public StatementRefusedException(String reason, String sql) {
        this(reason, sql, null);
    }

    public StatementRefusedException(String reason, String sql, @Nullable Throwable cause) {
        super("refused: " + reason + ": " + StatementSummary.of(sql), cause);
    }
}
