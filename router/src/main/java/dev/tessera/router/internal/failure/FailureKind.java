package dev.tessera.router.internal.failure;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The effect of a failed statement on its unit of work. */
public enum FailureKind {
    /** 1146: the bucket's tables aren't there. Nothing of this statement happened. */
    TABLES_GONE,
    /** MySQL undid the transaction, or will once told to: deadlock, lock wait, table definition changed. */
    RUN_AGAIN,
    /** The router undid the transaction because of its age, which a machine that stood still may have caused. */
    TOO_OLD,
    /** The connection broke. Before COMMIT was sent nothing has happened. */
    CONNECTION_LOST,
    /** 3819: the row isn't one of this bucket, so a rule of Tessera is broken. Would fail again. */
    CHECK_VIOLATED,
    /** Anything else: the work's own affair. */
    OTHER;

    private static final int NO_SUCH_TABLE = 1146;
    private static final int CHECK_CONSTRAINT_VIOLATED = 3819;
    /** Lock wait timeout, deadlock, table definition changed, statement needs to be prepared again. */
    private static final Set<Integer> RUN_AGAIN_CODES = Set.of(1205, 1213, 1412, 1615);
    /** Killed, server shutting down: the session is gone, though the answer came. */
    private static final Set<Integer> SESSION_GONE_CODES = Set.of(1053, 1927, 3169, 4031);

    public static FailureKind of(Throwable failure) {
        SQLException sql = sqlExceptionIn(failure);
        if (sql == null) {
            return OTHER;
        }
        if (sql.getErrorCode() == NO_SUCH_TABLE) {
            return TABLES_GONE;
        }
        if (RUN_AGAIN_CODES.contains(sql.getErrorCode())) {
            return RUN_AGAIN;
        }
        if (sql.getErrorCode() == CHECK_CONSTRAINT_VIOLATED) {
            return CHECK_VIOLATED;
        }
        return isConnectionLost(sql) ? CONNECTION_LOST : OTHER;
    }

    private static boolean isConnectionLost(SQLException sql) {
        String state = sql.getSQLState();
        return (state != null && state.startsWith("08")) || SESSION_GONE_CODES.contains(sql.getErrorCode());
    }

    static @Nullable SQLException sqlExceptionIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
