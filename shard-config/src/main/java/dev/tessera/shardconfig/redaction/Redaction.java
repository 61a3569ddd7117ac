package dev.tessera.shardconfig.redaction;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Describes a failure without a value of a row. Messages of servers, drivers and libraries repeat user input ({@code Duplicate entry 'ann'
 * for key}, {@code near '...'}, {@code Cannot convert value '...'}); code that shows, logs or stores a failure must take its text from
 * here. Thread-safe.
 */
public final class Redaction {
    /** Longer chains are those of a loop. */
    private static final int DEPTH = 16;

    private Redaction() {}

    /**
     * The words for a failure, in one line: its own where they are Tessera's, MySQL's where {@link ServerMessages} lets them through, else its
     * class and where it came from.
     */
    public static String message(Throwable failure) {
        if (failure instanceof SafeMessage) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof SQLException sql) {
            return ServerMessages.of(sql);
        }
        if (KnownSafe.isSafe(failure)) {
            return name(failure) + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        }
        Throwable cause = failure.getCause();
        if (cause != null && cause != failure) {
            return failure instanceof ExecutionException ? message(cause) : name(failure) + ": " + message(cause);
        }
        return name(failure) + place(failure);
    }

    /**
     * A failure as it may be printed with its stack: class names, stacks, causes and what was suppressed stay, texts are those of {@link #message}.
     * Where nothing has to be taken out it is the same object, so that callers can still ask for its type; a copy of an {@link SQLException} is one,
     * with the same state and number.
     */
    public static Throwable copy(Throwable failure) {
        return copy(failure, DEPTH);
    }

    /** As {@link #copy(Throwable)}. */
    public static SQLException copy(SQLException failure) {
        return copy(failure, DEPTH) instanceof SQLException copied ? copied : new SafeSqlException(message(failure));
    }

    private static Throwable copy(Throwable failure, int depth) {
        if (isClean(failure, DEPTH)) {
            return failure;
        }
        Throwable copy = emptyCopy(failure);
        copy.setStackTrace(failure.getStackTrace());
        Throwable cause = failure.getCause();
        if (depth > 0 && cause != null) {
            copy.initCause(copy(cause, depth - 1));
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (depth > 0) {
                copy.addSuppressed(copy(suppressed, depth - 1));
            }
        }
        return copy;
    }

    private static Throwable emptyCopy(Throwable failure) {
        if (failure instanceof SQLException sql) {
            return new SafeSqlException(message(sql), sql.getSQLState(), sql.getErrorCode());
        }
        boolean isKept = failure instanceof SafeMessage || KnownSafe.isSafe(failure);
        String text = isKept && failure.getMessage() != null ? failure.getMessage() : "";
        return new RedactedException(failure.getClass().getName(), text);
    }

    /** Whether nothing of it, its causes and what it suppressed has to be taken out. */
    private static boolean isClean(@Nullable Throwable failure, int depth) {
        if (failure == null) {
            return true;
        }
        if (depth == 0 || !(failure instanceof SafeMessage || KnownSafe.isSafe(failure))) {
            return false;
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            if (!isClean(suppressed, depth - 1)) {
                return false;
            }
        }
        return isClean(failure.getCause(), depth - 1);
    }

    private static String name(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        return simple.isEmpty() ? failure.getClass().getName() : simple;
    }

    /** What tells one NumberFormatException from another. */
    private static String place(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("dev.tessera.") && frame.getFileName() != null) {
                return " at " + frame.getFileName() + ":" + frame.getLineNumber();
            }
        }
        return "";
    }
}
