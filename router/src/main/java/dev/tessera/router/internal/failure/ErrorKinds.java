package dev.tessera.router.internal.failure;

import dev.tessera.router.ErrorKind;
import dev.tessera.router.RetryCause;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;

/** Classifies failures for metrics. How they are handled is decided by {@link FailureKind}. */
public final class ErrorKinds {
    private static final int DUPLICATE_KEY = 1062;
    private static final int LOCK_WAIT_TIMEOUT = 1205;
    private static final int DEADLOCK = 1213;
    private static final int TABLE_DEFINITION_CHANGED = 1412;
    private static final int NEEDS_REPREPARE = 1615;
    private static final int MAX_EXECUTION_TIME_EXCEEDED = 3024;

    private ErrorKinds() {}

    public static ErrorKind kindOf(SQLException failure) {
        return switch (FailureKind.of(failure)) {
            case TABLES_GONE -> ErrorKind.TABLES_GONE;
            case CONNECTION_LOST -> ErrorKind.CONNECTION;
            case CHECK_VIOLATED -> ErrorKind.CHECK_VIOLATED;
            case RUN_AGAIN, TOO_OLD, OTHER -> kindOfCode(failure);
        };
    }

    public static RetryCause causeOf(AttemptFailedException failure) {
        return switch (failure.kind()) {
            case TABLES_GONE -> RetryCause.MOVED;
            case CONNECTION_LOST ->
                failure.getCause() instanceof UnansweredException
                        ? RetryCause.NOT_COMMITTED
                        : RetryCause.CONNECTION_LOST;
            case TOO_OLD -> RetryCause.TOO_OLD;
            case RUN_AGAIN, CHECK_VIOLATED, OTHER -> causeOfCode(FailureKind.sqlExceptionIn(failure));
        };
    }

    private static ErrorKind kindOfCode(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case DUPLICATE_KEY -> ErrorKind.DUPLICATE;
            case DEADLOCK -> ErrorKind.DEADLOCK;
            case LOCK_WAIT_TIMEOUT, MAX_EXECUTION_TIME_EXCEEDED -> ErrorKind.TIMEOUT;
            default -> failure instanceof SQLTimeoutException ? ErrorKind.TIMEOUT : ErrorKind.OTHER;
        };
    }

    private static RetryCause causeOfCode(@Nullable SQLException failure) {
        return switch (failure == null ? 0 : failure.getErrorCode()) {
            case DEADLOCK -> RetryCause.DEADLOCK;
            case LOCK_WAIT_TIMEOUT -> RetryCause.LOCK_TIMEOUT;
            case TABLE_DEFINITION_CHANGED, NEEDS_REPREPARE -> RetryCause.TABLE_CHANGED;
            // Not MySQL's word: the pool was closed under whoever waited for it.
            default -> RetryCause.POOL_REPLACED;
        };
    }
}
