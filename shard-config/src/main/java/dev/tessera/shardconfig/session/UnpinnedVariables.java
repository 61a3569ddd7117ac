package dev.tessera.shardconfig.session;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every other session variable of MySQL 9.7, and why sessions don't pin it. */
public final class UnpinnedVariables {
    /** By reason. */
    private static final Map<String, List<String>> LEFT_ALONE = Map.ofEntries(
            Map.entry(
                    "how fast, in how much memory, by which plan: the same rows, or an error that names it",
                    words(
                            """
                            big_tables bulk_insert_buffer_size connection_memory_chunk_size connection_memory_limit
                            eq_range_index_dive_limit global_connection_memory_tracking histogram_generation_max_mem_size
                            innodb_ddl_buffer_size innodb_ddl_threads innodb_parallel_read_threads innodb_tmpdir
                            internal_tmp_mem_storage_engine join_buffer_size max_heap_table_size max_length_for_sort_data
                            max_points_in_geometry max_seeks_for_key max_sp_recursion_depth net_buffer_length net_retry_count
                            optimizer_max_subgraph_pairs optimizer_prune_level optimizer_search_depth optimizer_switch
                            parser_max_mem_size query_alloc_block_size query_prealloc_size range_alloc_block_size
                            range_optimizer_max_mem_size read_buffer_size read_rnd_buffer_size
                            secondary_engine_cost_threshold set_operations_buffer_size sort_buffer_size sql_buffer_result
                            tmp_table_size transaction_alloc_block_size transaction_prealloc_size""")),
            Map.entry("sql_big_selects=1 is pinned, with which it isn't looked at", List.of("max_join_size")),
            Map.entry(
                    "only for engines that no table of Tessera has (MyISAM, secondary engines, external tables)",
                    words(
                            """
                            binlog_direct_non_transactional_updates default_tmp_storage_engine
                            enable_secondary_engine_statistics external_table_secondary_storage_engine
                            external_table_storage_engine keep_files_on_create low_priority_updates max_delayed_threads
                            max_insert_delayed_threads myisam_sort_buffer_size myisam_stats_method preload_buffer_size
                            show_create_table_skip_secondary_engine use_secondary_engine""")),
            Map.entry(
                    "what logs, traces and EXPLAIN say",
                    words(
                            """
                            binlog_rows_query_log_events end_markers_in_json explain_format explain_json_format_version
                            long_query_time min_examined_row_limit optimizer_trace optimizer_trace_features
                            optimizer_trace_limit optimizer_trace_max_mem_size optimizer_trace_offset profiling
                            profiling_history_size sql_log_off sql_warnings terminology_use_previous""")),
            Map.entry(
                    "asked for by no statement of Tessera: BINLOG, files, views, full texts, LOCK TABLES, XA, passwords, foreign keys",
                    words(
                            """
                            character_set_filesystem enable_cascade_triggers generated_random_password_length
                            innodb_ft_enable_stopword innodb_ft_user_stopword_table innodb_table_locks
                            print_identified_with_as_hex rbr_exec_mode restrict_fk_on_non_standard_key select_into_buffer_size
                            select_into_disk_sync select_into_disk_sync_delay updatable_views_with_limit
                            xa_detach_on_prepare""")),
            Map.entry(
                    "sent only to clients that ask for it in their handshake, which none of Tessera's does",
                    words(
                            """
                            resultset_metadata session_track_gtids session_track_schema session_track_state_change
                            session_track_system_variables session_track_transaction_info""")),
            Map.entry(
                    "a site's own choice, which changes nothing of what is stored or answered",
                    words(
                            """
                            auto_increment_increment auto_increment_offset binlog_transaction_compression_level_zstd
                            default_table_encryption group_replication_consistency""")),
            Map.entry(
                    "the app can serve with any; a move refuses the global value before it begins, and rows in another form than it"
                            + " needs as it meets them",
                    words("binlog_row_image binlog_row_value_options binlog_transaction_compression")),
            Map.entry(
                    "follows from the default schema, which is read back, and from what that schema was made with",
                    words("character_set_database collation_database")),
            Map.entry(
                    "warnings are counted by the answer of a statement, whether the server keeps their texts or not",
                    List.of("max_error_count")),
            Map.entry("a session can't set it; an account beyond it is refused", List.of("max_user_connections")),
            Map.entry("of clients that a person types at", List.of("interactive_timeout")),
            Map.entry(
                    "has no global value, and only a session of rare rights can change its own",
                    words(
                            """
                            immediate_server_version original_commit_timestamp original_server_version
                            pseudo_replica_mode pseudo_slave_mode pseudo_thread_id require_row_format""")),
            Map.entry(
                    "has no global value; says what this session has done, or is for its next statement alone",
                    words(
                            """
                            error_count external_user gtid_owned identity insert_id last_insert_id proxy_user
                            rand_seed1 rand_seed2 statement_id transaction_allow_batching warning_count""")));

    private UnpinnedVariables() {}

    /** Name to reason. */
    public static Map<String, String> reasons() {
        Map<String, String> reasons = new TreeMap<>();
        LEFT_ALONE.forEach((reason, variables) -> variables.forEach(variable -> {
            String other = reasons.put(variable, reason);
            if (other != null) {
                throw new IllegalStateException(variable + " is left alone for two reasons: " + other + "; " + reason);
            }
        }));
        return reasons;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
