package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.ShardName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The global variables on which a move rests. */
final class ServerSettings {
    /** On both servers: the reverse replication makes the target a source. A variable that a version doesn't know any more is as it must be. */
    private static final Map<String, List<String>> DEMANDED = new LinkedHashMap<>();

    private static final List<String> ALIKE = List.of(
            "sql_mode",
            "character_set_server",
            "collation_server",
            "lower_case_table_names",
            "sql_require_primary_key",
            "innodb_page_size",
            "explicit_defaults_for_timestamp");

    static {
        DEMANDED.put("log_bin", List.of("ON"));
        DEMANDED.put("binlog_format", List.of("ROW"));
        DEMANDED.put("binlog_row_image", List.of("FULL"));
        DEMANDED.put("binlog_row_value_options", List.of(""));
        DEMANDED.put("binlog_transaction_compression", List.of("OFF"));
        // Otherwise commits show in another order than the binlog tells, and a GTID before or after its rows.
        DEMANDED.put("binlog_order_commits", List.of("ON"));
        DEMANDED.put("gtid_mode", List.of("ON"));
        DEMANDED.put("enforce_gtid_consistency", List.of("ON"));
        DEMANDED.put("log_replica_updates", List.of("ON"));
        // A server that forgets commits in a power cut gives their GTIDs to others, and those are taken for seen.
        DEMANDED.put("sync_binlog", List.of("1"));
        DEMANDED.put("innodb_flush_log_at_trx_commit", List.of("1"));
        DEMANDED.put("performance_schema", List.of("ON"));
        DEMANDED.put("read_only", List.of("OFF"));
        DEMANDED.put("super_read_only", List.of("OFF"));
    }

    private ServerSettings() {}

    static Map<String, String> read(SqlSession session) {
        Map<String, String> values = new TreeMap<>();
        session.query(
                "select variable_name, variable_value from performance_schema.global_variables",
                row -> values.put(row.getString(1), row.getString(2)));
        values.put(
                "server_uuid",
                session.query("select @@server_uuid", row -> row.getString(1)).get(0));
        return values;
    }

    static List<String> problems(ShardName shard, Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        DEMANDED.forEach((name, right) -> {
            String value = values.getOrDefault(name, right.get(0));
            if (!right.contains(value)) {
                problems.add(shard + " has " + name + "=" + (value.isEmpty() ? "''" : value) + "; a move needs "
                        + (right.get(0).isEmpty() ? "it empty" : right.get(0)));
            }
        });
        return problems;
    }

    static List<String> differences(
            ShardName from, Map<String, String> source, ShardName to, Map<String, String> target) {
        List<String> problems = new ArrayList<>();
        for (String name : ALIKE) {
            if (!source.getOrDefault(name, "").equals(target.getOrDefault(name, ""))) {
                problems.add(name + " is '" + source.getOrDefault(name, "") + "' on " + from + " and '"
                        + target.getOrDefault(name, "") + "' on " + to + "; it must be the same");
            }
        }
        if (packet(target) < packet(source)) {
            problems.add("max_allowed_packet is " + packet(source) + " on " + from + " and " + packet(target) + " on "
                    + to + "; a row of the source might not fit");
        }
        if (source.get("server_uuid") != null && source.get("server_uuid").equals(target.get("server_uuid"))) {
            problems.add(from + " and " + to + " are one server, " + source.get("server_uuid"));
        }
        return problems;
    }

    private static long packet(Map<String, String> values) {
        return Long.parseLong(values.getOrDefault("max_allowed_packet", "0"));
    }
}
