package dev.tessera.bench.sessions;

import dev.tessera.testbed.server.MySqlServer;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two unusual values for each session variable that a server lets people set globally; of a switch, the one that it hasn't. */
final class UnusualValues {
    private static final String STRICT = "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
            + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,";

    /** What is given away at once when it is asked for: many times the default, and not the largest that there is. */
    private static final Pattern MEMORY = Pattern.compile(".*(size|mem|limit|buffer|cost).*");

    private static final BigInteger TIMES = BigInteger.valueOf(4);

    private static final String VARIABLES =
            "select m.variable_name, m.data_type, m.min_value, m.max_value, g.variable_value"
                    + " from performance_schema.variables_metadata m join performance_schema.global_variables g"
                    + " using (variable_name) where m.variable_scope = 'SESSION' order by 1";

    /** Not a session's, but run at the beginning of each. */
    private static final String INIT_CONNECT = "init_connect";

    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry(INIT_CONNECT, List.of("set names latin1", "set sql_mode = ''", "start transaction")),
            Map.entry("binlog_format", List.of("STATEMENT", "MIXED")),
            Map.entry("binlog_row_image", List.of("MINIMAL", "NOBLOB")),
            Map.entry("binlog_row_value_options", List.of("PARTIAL_JSON")),
            Map.entry("block_encryption_mode", List.of("aes-256-cbc", "aes-128-ofb")),
            Map.entry("character_set_client", List.of("latin1", "big5")),
            Map.entry("character_set_connection", List.of("latin1", "ucs2")),
            Map.entry("character_set_filesystem", List.of("latin1", "utf8mb4")),
            Map.entry("character_set_results", List.of("latin1", "big5")),
            Map.entry("character_set_server", List.of("latin1", "utf16")),
            Map.entry("collation_connection", List.of("latin1_german2_ci", "utf8mb4_bin")),
            Map.entry("collation_server", List.of("latin1_bin", "utf8mb4_bin")),
            Map.entry("completion_type", List.of("CHAIN", "RELEASE")),
            Map.entry("default_collation_for_utf8mb4", List.of("utf8mb4_general_ci")),
            Map.entry("default_storage_engine", List.of("MyISAM", "MEMORY")),
            Map.entry("default_tmp_storage_engine", List.of("MyISAM", "MEMORY")),
            Map.entry("explain_format", List.of("JSON", "TRADITIONAL")),
            Map.entry("group_replication_consistency", List.of("EVENTUAL", "AFTER")),
            Map.entry("internal_tmp_mem_storage_engine", List.of("MEMORY")),
            Map.entry("lc_messages", List.of("ja_JP", "de_DE")),
            Map.entry("lc_time_names", List.of("ja_JP", "de_DE")),
            Map.entry("long_query_time", List.of("0", "31536000")),
            // With fewer nobody could sign in to put it back.
            Map.entry("max_user_connections", List.of("50", "4294967295")),
            Map.entry("myisam_stats_method", List.of("nulls_equal", "nulls_ignored")),
            Map.entry(
                    "optimizer_switch",
                    List.of(
                            "index_merge=off,mrr=off,semijoin=off,materialization=off,derived_merge=off,hash_join=off",
                            "batched_key_access=on,subquery_to_derived=on,prefer_ordering_index=off,use_invisible_indexes=on")),
            Map.entry("optimizer_trace", List.of("enabled=on", "enabled=on,one_line=on")),
            Map.entry("optimizer_trace_features", List.of("greedy_search=off", "range_optimizer=off")),
            Map.entry("rbr_exec_mode", List.of("IDEMPOTENT")),
            Map.entry("secondary_engine_cost_threshold", List.of("0")),
            Map.entry("session_track_gtids", List.of("OWN_GTID", "ALL_GTIDS")),
            Map.entry("session_track_system_variables", List.of("*", "")),
            Map.entry("session_track_transaction_info", List.of("STATE", "CHARACTERISTICS")),
            Map.entry(
                    "sql_mode",
                    List.of(
                            STRICT + "NO_BACKSLASH_ESCAPES",
                            "ANSI,NO_BACKSLASH_ESCAPES",
                            "",
                            STRICT + "PAD_CHAR_TO_FULL_LENGTH,HIGH_NOT_PRECEDENCE,NO_UNSIGNED_SUBTRACTION",
                            STRICT + "TIME_TRUNCATE_FRACTIONAL,REAL_AS_FLOAT,NO_AUTO_VALUE_ON_ZERO")),
            Map.entry("terminology_use_previous", List.of("BEFORE_8_0_26")),
            Map.entry("time_zone", List.of("+13:00", "-12:00")),
            Map.entry("transaction_isolation", List.of("SERIALIZABLE", "READ-UNCOMMITTED")),
            Map.entry("updatable_views_with_limit", List.of("NO")));

    private UnusualValues() {}

    /** In the order of the variables' names. */
    static List<Setting> of(MySqlServer server) {
        List<Setting> settings = new ArrayList<>(texts(INIT_CONNECT));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(VARIABLES)) {
            while (rows.next()) {
                settings.addAll(of(rows));
            }
            return settings;
        } catch (SQLException e) {
            throw new IllegalStateException("the variables of " + server.name(), e);
        }
    }

    private static List<Setting> of(ResultSet variable) throws SQLException {
        String name = variable.getString(1);
        if (TEXTS.containsKey(name)) {
            return texts(name);
        }
        String now = variable.getString(5);
        return switch (variable.getString(2)) {
            case "Boolean" -> List.of(new Setting(name, now.equals("ON") ? "OFF" : "ON"));
            case "Integer" -> numbers(name, variable.getString(3), variable.getString(4), now);
            // Read-only, or names a file or a table.
            default -> List.of();
        };
    }

    private static List<Setting> texts(String name) {
        return TEXTS.getOrDefault(name, List.of()).stream()
                .map(value -> new Setting(name, value))
                .toList();
    }

    private static List<Setting> numbers(String name, String min, String max, String now) {
        BigInteger least = new BigInteger(min);
        BigInteger most = new BigInteger(max);
        BigInteger present = new BigInteger(now);
        if (least.equals(present)) {
            least = least.add(BigInteger.ONE);
        }
        if (MEMORY.matcher(name).matches()) {
            most = most.min(present.multiply(TIMES));
        }
        return Stream.of(least, most)
                .distinct()
                .filter(value -> !value.equals(present))
                .map(value -> new Setting(name, value.toString()))
                .toList();
    }
}
