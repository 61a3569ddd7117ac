package dev.tessera.shardconfig.session;

import static dev.tessera.shardconfig.session.SessionPurpose.APP;
import static dev.tessera.shardconfig.session.SessionPurpose.OPERATOR;
import static dev.tessera.shardconfig.session.SessionPurpose.STREAM;
import static dev.tessera.shardconfig.session.SessionPurpose.TESTBED;
import static dev.tessera.shardconfig.session.SessionPurpose.TRANSFER;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Every session variable of MySQL 9.7 that affects the meaning or the durability of a statement, or the lifetime of its session. Unless
 * noted otherwise, the value is MySQL's default, so statements mean the same as on a new server. In the order in which they are set.
 */
final class PinnedVariables {
    private static final String STRICT = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

    /**
     * Dates that strict mode would refuse are no business of a transfer: what the source holds, the target gets. Everything else that
     * would change a value stays an error.
     */
    private static final String TRANSFERRING =
            "NO_AUTO_VALUE_ON_ZERO,STRICT_TRANS_TABLES,STRICT_ALL_TABLES,ALLOW_INVALID_DATES,"
                    + "NO_ENGINE_SUBSTITUTION";

    private static final String UNLIMITED = "18446744073709551615";

    private static final List<Pin> MEANING = List.of(
            Pin.everywhere(
                            "sql_mode",
                            STRICT,
                            "it decides what quotes and backslashes mean, and whether a value that doesn't fit is cut")
                    .but(TRANSFER, TRANSFERRING),
            Pin.everywhere(
                    "completion_type",
                    "NO_CHAIN",
                    "with CHAIN what is acknowledged after a COMMIT is in a transaction that nobody ends"),
            Pin.everywhere(
                    "autocommit",
                    "1",
                    "without it a statement that was acknowledged is in a transaction that nobody ends"),
            text("character_set_client", "utf8mb4", "the bytes of a statement are read in it"),
            text("character_set_connection", "utf8mb4", "literals are turned into it"),
            text("collation_connection", "utf8mb4_0900_ai_ci", "literals are compared by it"),
            text("character_set_results", "NULL", "texts are sent in it"),
            Pin.everywhere(
                            "default_collation_for_utf8mb4",
                            "utf8mb4_0900_ai_ci",
                            "utf8mb4 without a collation is compared by it")
                    // Deprecated: a later server may let nobody set it.
                    .handled(Pin.Handling.SET_IF_DIFFERENT),
            Pin.everywhere("time_zone", "+00:00", "a TIMESTAMP is written and read in it"),
            Pin.everywhere("timestamp", "DEFAULT", "utc_timestamp() stands still at it")
                    .handled(Pin.Handling.SET_UNREAD),
            Pin.everywhere("sql_select_limit", UNLIMITED, "no SELECT returns more rows than it"),
            Pin.everywhere(
                    "sql_big_selects",
                    "1",
                    "without it a SELECT that may examine more than max_join_size rows is refused"),
            Pin.everywhere("max_execution_time", "0", "a SELECT is interrupted after it"),
            Pin.everywhere("sql_safe_updates", "0", "with it changes without a key or a limit are refused"),
            Pin.everywhere("sql_auto_is_null", "0", "with it `is null` finds the row that was inserted last"),
            Pin.everywhere("foreign_key_checks", "1", "without it rows are taken that break a foreign key"),
            Pin.everywhere("unique_checks", "1", "without it a secondary unique key may be broken"),
            Pin.everywhere("sql_notes", "1", "without it the count of warnings leaves notes out"),
            Pin.everywhere("group_concat_max_len", "1024", "GROUP_CONCAT is cut at it"),
            Pin.everywhere("max_sort_length", "1024", "ORDER BY looks at no more bytes of a text"),
            Pin.everywhere("div_precision_increment", "4", "a quotient has so many more digits"),
            Pin.everywhere("default_week_format", "0", "WEEK() counts by it"),
            Pin.everywhere("lc_time_names", "en_US", "DATE_FORMAT() names days and months in it"),
            Pin.everywhere("lc_messages", "en_US", "the name of a key is read out of the message of a duplicate"),
            Pin.everywhere("block_encryption_mode", "aes-128-ecb", "AES_ENCRYPT() and AES_DECRYPT() go by it"),
            Pin.everywhere("windowing_use_high_precision", "1", "window functions lose digits without it"),
            Pin.everywhere("cte_max_recursion_depth", "1000", "a recursive query ends with an error at it"),
            Pin.everywhere("transaction_read_only", "0", "with it every change is refused"));

    private static final List<Pin> TRANSACTIONS_AND_WAITS = List.of(
            // Under REPEATABLE READ a table that came back during a transaction is read half-empty.
            Pin.everywhere("transaction_isolation", "READ-COMMITTED", "what a transaction sees")
                    .but(OPERATOR, "REPEATABLE-READ")
                    .but(TESTBED, "REPEATABLE-READ"),
            // MySQL's own are a year and 50 s, far beyond any retry budget. An ALTER that waits for a reader makes
            // every later reader wait behind it: it gives up, and is run again.
            Pin.of(
                    "lock_wait_timeout",
                    Map.of(APP, "5", OPERATOR, "10", TRANSFER, "10"),
                    "so long a statement waits for a table"),
            Pin.of(
                    "innodb_lock_wait_timeout",
                    Map.of(APP, "2", OPERATOR, "50", TRANSFER, "10"),
                    "so long a statement waits for a row"),
            Pin.everywhere("wait_timeout", "28800", "a session that is silent for longer is ended, with its locks"),
            Pin.everywhere("net_read_timeout", "30", "a session whose statement arrives slower is ended"),
            Pin.everywhere("net_write_timeout", "60", "a session whose answer is read slower is ended")
                    .but(TRANSFER, "600")
                    // One that waits for memory, or for its target, isn't cut off after a minute.
                    .but(STREAM, "600"));

    private static final List<Pin> CATALOG_AND_DDL = List.of(
            operators("information_schema_stats_expiry", "0", "sizes of tables are as old as it"),
            operators("sql_quote_show_create", "1", "SHOW CREATE TABLE quotes names by it"),
            operators("show_create_table_verbosity", "0", "SHOW CREATE TABLE says more with it"),
            operators(
                    "show_gipk_in_create_table_and_information_schema",
                    "1",
                    "without it a key that the server made isn't seen"),
            ddl("default_storage_engine", "InnoDB", "a table without ENGINE gets it"),
            ddl("character_set_server", "utf8mb4", "a schema without a character set gets it"),
            ddl("collation_server", "utf8mb4_0900_ai_ci", "a schema without a collation gets it"),
            ddl("explicit_defaults_for_timestamp", "1", "without it a TIMESTAMP gets a default that nobody wrote")
                    .handled(Pin.Handling.SET_IF_DIFFERENT),
            ddl("old_alter_table", "0", "with it every ALTER copies the table and blocks writes"),
            ddl("innodb_strict_mode", "1", "without it table options that InnoDB can't have are dropped with a warning")
                    .handled(Pin.Handling.SET_IF_DIFFERENT),
            ddl("sql_require_primary_key", "0", "with it Liquibase's own table, which has no key, can't be made")
                    .handled(Pin.Handling.SET_IF_DIFFERENT),
            ddl("sql_generate_invisible_primary_key", "0", "with it a table gets a column that no changelog has")
                    .handled(Pin.Handling.SET_IF_DIFFERENT));

    private static final List<Pin> SIZES = List.of(
            new Pin(
                    "max_allowed_packet",
                    Pin.Handling.READ_AT_LEAST,
                    Map.of(APP, "1048576"),
                    "no statement is longer than it, and a session can't set it; a move compares both servers' and stops at a row that is too long"));

    private static final List<Pin> BINLOG = List.of(
            new Pin(
                    "binlog_format",
                    Pin.Handling.READ,
                    Map.of(APP, "ROW|MIXED"),
                    "under READ COMMITTED MySQL refuses every change with STATEMENT"),
            new Pin(
                    "sql_log_bin",
                    Pin.Handling.READ,
                    Map.of(APP, "1", OPERATOR, "1", TRANSFER, "1"),
                    "what it writes reaches no replica, and no move sees it"),
            new Pin(
                    "gtid_next",
                    Pin.Handling.READ,
                    Map.of(APP, "AUTOMATIC", OPERATOR, "AUTOMATIC", TRANSFER, "AUTOMATIC"),
                    "a GTID that somebody chose may be one that replicas have seen already"));

    static final List<Pin> ALL = Stream.of(MEANING, TRANSACTIONS_AND_WAITS, CATALOG_AND_DDL, SIZES, BINLOG)
            .flatMap(List::stream)
            .toList();

    private PinnedVariables() {}

    /** A transfer reads and writes bytes. */
    private static Pin text(String variable, String value, String reason) {
        return Pin.everywhere(variable, value, reason).but(TRANSFER, "binary");
    }

    private static Pin operators(String variable, String value, String reason) {
        return Pin.of(variable, Map.of(OPERATOR, value, TRANSFER, value, TESTBED, value), reason);
    }

    private static Pin ddl(String variable, String value, String reason) {
        return Pin.of(variable, Map.of(OPERATOR, value), reason);
    }
}
