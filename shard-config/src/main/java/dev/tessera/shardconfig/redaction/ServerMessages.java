package dev.tessera.shardconfig.redaction;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of MySQL's errors, by an allow-list: the server's text is repeated when its template takes no text, or only names of things
 * (tables, columns, accounts, options). For every other error: its number, its kind, and the parts of its text that are safe.
 */
public final class ServerMessages {
    private static final int LONGEST = 240;

    /** Which numbers may speak for themselves. */
    private static final BitSet REPEATED = repeated();

    /** What is said instead; of those without an entry, that it isn't repeated. */
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1062, "duplicate entry"),
            Map.entry(1064, "syntax error"),
            Map.entry(1149, "syntax error"),
            Map.entry(1292, "incorrect value"),
            Map.entry(1300, "invalid character string"),
            Map.entry(1366, "incorrect value"),
            Map.entry(1411, "incorrect value"),
            Map.entry(1525, "incorrect value"),
            Map.entry(1526, "no partition for the value"),
            Map.entry(1557, "duplicate entry"),
            Map.entry(1569, "duplicate entry"),
            Map.entry(1586, "duplicate entry"),
            Map.entry(1642, "raised by a trigger or routine"),
            Map.entry(1643, "raised by a trigger or routine"),
            Map.entry(1644, "raised by a trigger or routine"),
            Map.entry(1690, "a value is out of range"),
            Map.entry(3140, "invalid JSON"),
            Map.entry(3141, "invalid JSON"),
            Map.entry(3903, "a value can't be cast for an index"));

    /** Ends of messages that name a thing. Whatever value a message holds stands before, so an anchored end is the server's. */
    private static final Pattern END = Pattern.compile(" (for column '[\\w$.]{1,64}' at row [0-9]+|at line [0-9]+)\\z");

    /** Of a duplicate the key is named last, in all of the server's languages; where it has a number instead, a digit follows the value. */
    private static final Pattern KEY = Pattern.compile(" '([\\w$.]{1,200})'[^'0-9]*\\z");

    private static final Set<Integer> DUPLICATE = Set.of(1062, 1586);

    private ServerMessages() {}

    /**
     * For example {@code Table 'tessera.users_0005' doesn't exist (error 1146, 42S02)}, {@code duplicate entry for key 'PRIMARY' (error
     * 1062, 23000)}.
     */
    public static String of(SQLException failure) {
        if (failure instanceof SafeMessage) {
            return String.valueOf(failure.getMessage());
        }
        if (failure.getErrorCode() == 0) {
            return ofDriver(failure);
        }
        return of(failure.getErrorCode(), failure.getSQLState(), failure.getMessage());
    }

    /** @param text as the server sent it */
    public static String of(int number, @Nullable String sqlState, @Nullable String text) {
        String code = "(error " + number + (sqlState == null || sqlState.isEmpty() ? "" : ", " + sqlState) + ")";
        String said = text == null ? "" : text;
        if (REPEATED.get(number) && !said.isEmpty()) {
            return oneLine(said) + " " + code;
        }
        return NAMES.getOrDefault(number, "the server's text may hold values and is not repeated") + place(number, said)
                + " " + code;
    }

    private static String place(int number, String said) {
        if (DUPLICATE.contains(number)) {
            Matcher key = KEY.matcher(said);
            return key.find() ? " for key '" + key.group(1) + "'" : "";
        }
        Matcher end = END.matcher(said);
        return end.find() ? " " + end.group(1) : "";
    }

    /** A driver or a pool failed by itself: of connections it says why, of values only that. */
    private static String ofDriver(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        boolean isOfConnection = state.startsWith("08")
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLTimeoutException
                || failure instanceof SQLFeatureNotSupportedException;
        String words = isOfConnection
                ? oneLine(String.valueOf(failure.getMessage()))
                : failure.getClass().getSimpleName() + " of the driver, whose text may hold values and is not repeated";
        return state.isEmpty() ? words : words + " (" + state + ")";
    }

    /** Drivers add stack-like text below. */
    private static String oneLine(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    private static BitSet repeated() {
        BitSet numbers = new BitSet();
        try (InputStream file = ServerMessages.class.getResourceAsStream("repeated-messages.txt")) {
            if (file == null) {
                throw new IllegalStateException("repeated-messages.txt is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> add(numbers, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers;
    }

    private static void add(BitSet numbers, String line) {
        for (String range : line.strip().split(" +", -1)) {
            if (!range.isEmpty()) {
                String[] ends = range.split("-", -1);
                numbers.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        }
    }
}
