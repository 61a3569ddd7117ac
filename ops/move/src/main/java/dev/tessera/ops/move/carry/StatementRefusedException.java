package dev.tessera.ops.move.carry;

import org.jspecify.annotations.Nullable;

/** A statement on rows failed, or left a warning: nothing is written that the server had something to say about. */
public final class StatementRefusedException extends CarryFailedException {
    private static final int SHOWN = 300;

    public StatementRefusedException(Server server, String said, String sql, @Nullable Throwable cause) {
        super(server + ": " + said + " (in: " + start(sql) + ")", cause);
    }

    private static String start(String sql) {
        return sql.length() <= SHOWN ? sql : sql.substring(0, SHOWN) + "...";
    }
}
