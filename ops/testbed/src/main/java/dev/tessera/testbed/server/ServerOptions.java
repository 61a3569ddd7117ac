package dev.tessera.testbed.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mysqld options of every server of the testbed: what Tessera demands of a shard (GTID, full ROW binlog, durable
 * commits), in little memory. Options that some supported version doesn't know are {@code loose_}.
 */
public final class ServerOptions {
    static final String TLS_VERSION = "tls_version";

    private static final Map<String, String> DEMANDED = Map.of(
            "gtid_mode", "ON",
            "enforce_gtid_consistency", "ON",
            "log_bin", "binlog",
            "loose_binlog_format", "ROW",
            "binlog_row_image", "FULL",
            "sync_binlog", "1",
            "innodb_flush_log_at_trx_commit", "1",
            "performance_schema", "ON",
            "performance_schema_instrument", "wait/lock/metadata/sql/mdl=ON");

    private static final Map<String, String> ROOM = Map.of(
            "max_connections", "500",
            "table_open_cache", "4000",
            "table_definition_cache", "4000",
            "max_binlog_size", "64M");

    /** 270 MB a server instead of 540 MB, measured on 9.7. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("innodb_buffer_pool_size", "64M"),
            Map.entry("innodb_log_buffer_size", "1M"),
            Map.entry("loose_innodb_redo_log_capacity", "16M"),
            Map.entry("innodb_buffer_pool_dump_at_shutdown", "OFF"),
            Map.entry("innodb_buffer_pool_load_at_startup", "OFF"),
            Map.entry("performance_schema_max_table_instances", "500"),
            Map.entry("performance_schema_max_table_handles", "1000"),
            Map.entry("performance_schema_digests_size", "2000"),
            Map.entry("performance_schema_events_statements_history_long_size", "1000"),
            Map.entry("performance_schema_events_waits_history_long_size", "10"),
            Map.entry("performance_schema_events_stages_history_long_size", "10"),
            Map.entry("performance_schema_events_transactions_history_long_size", "10"),
            Map.entry("performance_schema_error_size", "0"));

    private static final Map<String, String> LOCAL = Map.of(
            "loose_mysqlx", "OFF",
            "skip_name_resolve", "ON",
            "secure_file_priv", "NULL");

    /**
     * What a temporary server may skip: InnoDB writes without fsync (five times faster CREATE TABLE). A killed mysqld
     * loses nothing by it, only a power cut would matter. Doublewrite stays on: kill -9 can tear a page. Nor is TLS offered: it took a
     * quarter of the samples of a profile of the tests' JVMs, which don't optimise the ciphers.
     */
    private static final Map<String, String> RELAXED = Map.of("innodb_flush_method", "nosync", TLS_VERSION, "");

    private ServerOptions() {}

    public static List<String> arguments(ServerSpec spec, int port) {
        Map<String, String> all = new LinkedHashMap<>();
        List.of(LOCAL, SMALL, ROOM, DEMANDED).forEach(all::putAll);
        if (spec.isTemporary()) {
            all.putAll(RELAXED);
        }
        all.put("server_id", Long.toString(spec.serverId() == 0 ? port : spec.serverId()));
        spec.options().forEach((option, value) -> {
            all.remove("loose_" + option);
            all.put(option, value);
        });
        return all.entrySet().stream()
                .map(option -> "--" + option.getKey() + "=" + option.getValue())
                .toList();
    }
}
