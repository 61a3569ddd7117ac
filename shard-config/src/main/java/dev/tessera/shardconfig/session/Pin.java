package dev.tessera.shardconfig.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One session variable that must not depend on a server's global variables or its {@code init_connect}.
 *
 * @param values for whom it is pinned, and to what: as {@code select @@session.x} answers, {@code NULL} for none
 * @param reason what rests on it
 */
record Pin(String variable, Handling handling, Map<SessionPurpose, String> values, String reason) {
    private static final Pattern BARE = Pattern.compile("[0-9]+|NULL|DEFAULT");

    /** How a variable is brought to its value. */
    enum Handling {
        /** Set on connect, which any account may, and read back. */
        SET,
        /** Set on connect; it goes on by itself, so that there is nothing to compare. */
        SET_UNREAD,
        /** Read back, and set only when it differs: few accounts have the right to. */
        SET_IF_DIFFERENT,
        /** Read back only: the value, or one of several that are parted by bars. */
        READ,
        /** Read back only: so much or more. */
        READ_AT_LEAST
    }

    Pin {
        if (values.isEmpty() || values.values().stream().anyMatch(value -> value.contains("'"))) {
            throw new IllegalArgumentException(variable + " must be pinned to something without quotes");
        }
        values = Map.copyOf(values);
    }

    /** Set for every purpose. */
    static Pin everywhere(String variable, String value, String reason) {
        Map<SessionPurpose, String> values = new EnumMap<>(SessionPurpose.class);
        for (SessionPurpose purpose : SessionPurpose.values()) {
            values.put(purpose, value);
        }
        return new Pin(variable, Handling.SET, values, reason);
    }

    /** Set for these purposes. */
    static Pin of(String variable, Map<SessionPurpose, String> values, String reason) {
        return new Pin(variable, Handling.SET, values, reason);
    }

    /** The same for every purpose but one. */
    Pin but(SessionPurpose purpose, String value) {
        Map<SessionPurpose, String> others = new EnumMap<>(values);
        others.put(purpose, value);
        return new Pin(variable, handling, others, reason);
    }

    Pin handled(Handling other) {
        return new Pin(variable, other, values, reason);
    }

    boolean isFor(SessionPurpose purpose) {
        return values.containsKey(purpose);
    }

    boolean isRead() {
        return handling != Handling.SET_UNREAD;
    }

    /**
     * {@code sql_mode=_utf8mb4'...'}: without a backslash or a double quote, so that it means the same in every {@code sql_mode}; and not in the
     * character set of the session, which may be one in which no letter is a byte.
     */
    String assignment(SessionPurpose purpose) {
        String value = value(purpose);
        return variable + "=" + (BARE.matcher(value).matches() ? value : "_utf8mb4'" + value + "'");
    }

    /** What is wrong with what a session has; empty when nothing is. */
    Optional<String> problem(SessionPurpose purpose, @Nullable String found) {
        String is = found == null ? "NULL" : found;
        String right = value(purpose);
        boolean atLeast = handling == Handling.READ_AT_LEAST;
        boolean good = atLeast
                ? Long.compareUnsigned(number(is), number(right)) >= 0
                : List.of(right.split("\\|")).contains(is);
        return good
                ? Optional.empty()
                : Optional.of(variable + " is '" + is + "' and must be " + (atLeast ? "at least '" : "'")
                        + right.replace("|", "' or '") + "': " + reason);
    }

    private static long number(String text) {
        return Long.parseUnsignedLong(text);
    }

    private String value(SessionPurpose purpose) {
        String value = values.get(purpose);
        if (value == null) {
            throw new IllegalArgumentException(variable + " isn't pinned for " + purpose);
        }
        return value;
    }
}
