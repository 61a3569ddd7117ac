package dev.tessera.shardconfig.session;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A global variable with which sessions that don't pin it store wrong data, lose data or miss data. */
public final class HarmfulGlobal {
    private static final List<HarmfulGlobal> ALL = List.of(
            new HarmfulGlobal(
                    "sql_mode",
                    value -> value.contains("NO_BACKSLASH_ESCAPES"),
                    "backslashes in literals are stored as they stand, and programs that double them store twice as many"),
            new HarmfulGlobal(
                    "sql_mode",
                    value -> !value.contains("STRICT_TRANS_TABLES") && !value.contains("STRICT_ALL_TABLES"),
                    "values that don't fit are cut, with a warning that nobody reads"),
            new HarmfulGlobal(
                    "sql_mode",
                    value -> value.contains("ANSI_QUOTES") || value.contains("PIPES_AS_CONCAT"),
                    "double quotes or bars mean something else"),
            new HarmfulGlobal(
                    "init_connect", value -> !value.isEmpty(), "it changes the sessions of every ordinary account"),
            differing("autocommit", "1", "what nobody commits is gone when the session ends"),
            differing("completion_type", "NO_CHAIN", "after a COMMIT a session is in another transaction"),
            differing("sql_select_limit", "18446744073709551615", "no SELECT returns more rows"),
            differing("max_execution_time", "0", "SELECTs are interrupted"),
            differing("sql_safe_updates", "0", "changes without a key are refused"),
            differing("sql_auto_is_null", "0", "`is null` finds rows that aren't null"),
            differing("foreign_key_checks", "1", "foreign keys may be broken"),
            differing("unique_checks", "1", "unique keys may be broken"),
            new HarmfulGlobal("max_error_count", value -> value.equals("0"), "warnings have no text"),
            differing("transaction_read_only", "0", "changes are refused"),
            differing("max_join_size", "18446744073709551615", "SELECTs that may examine more rows are refused"));

    private final String variable;
    private final Predicate<String> harmful;
    private final String reason;

    private HarmfulGlobal(String variable, Predicate<String> harmful, String reason) {
        this.variable = variable;
        this.harmful = harmful;
        this.reason = reason;
    }

    private static HarmfulGlobal differing(String variable, String right, String reason) {
        return new HarmfulGlobal(variable, value -> !value.equals(right), reason);
    }

    public static List<HarmfulGlobal> all() {
        return ALL;
    }

    public String variable() {
        return variable;
    }

    /** {@code sql_select_limit = 5, with which ...}; empty when the value is harmless. */
    public Optional<String> problem(@Nullable String value) {
        return value != null && harmful.test(value)
                ? Optional.of(variable + " = '" + value + "', with which " + reason)
                : Optional.empty();
    }
}
