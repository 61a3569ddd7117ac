package dev.tessera.app.db;

import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;

/** The MySQL error codes that callers handle. */
public final class MySqlFailure {
    private static final int DUPLICATE_ENTRY = 1062;
    private static final int LOCK_NOWAIT = 3572;
    /** Anchored at the end, before the router's number: in MySQL's own words the duplicate value stands before it and may hold anything. */
    private static final Pattern INDEX = Pattern.compile(" '(?:[^'.]*\\.)?([^'.]+)'(?: \\(error 1062, 23000\\))?\\z");

    private MySqlFailure() {}

    /** The index that refused a duplicate; empty when the failure is another. */
    public static Optional<String> duplicateIn(JdbiException failure) {
        return sqlFailure(failure)
                .filter(sql -> sql.getErrorCode() == DUPLICATE_ENTRY)
                .map(sql -> indexOf(String.valueOf(sql.getMessage())));
    }

    /** Whether this index refused a duplicate. */
    public static boolean isDuplicateIn(JdbiException failure, String index) {
        return duplicateIn(failure).filter(index::equals).isPresent();
    }

    /** Whether another transaction holds the row that was asked for with NOWAIT. */
    public static boolean isLockedElsewhere(JdbiException failure) {
        return sqlFailure(failure)
                .filter(sql -> sql.getErrorCode() == LOCK_NOWAIT)
                .isPresent();
    }

    static String indexOf(String message) {
        Matcher matcher = INDEX.matcher(message);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static Optional<SQLException> sqlFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
