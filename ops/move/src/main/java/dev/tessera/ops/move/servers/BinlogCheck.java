package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.transfer.binlog.GtidText;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Whether everything that happens on the source can be read off its binlog, and whether metadata locks can be seen. */
final class BinlogCheck {
    private BinlogCheck() {}

    /** How long its binlogs stand before the server purges them; empty when it doesn't. */
    static Optional<Duration> kept(SqlSession session) {
        long seconds = session.query(
                        "select if(@@global.binlog_expire_logs_auto_purge, @@global.binlog_expire_logs_seconds, 0)",
                        row -> row.getLong(1))
                .get(0);
        return seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    static List<String> problems(ShardName shard, SqlSession session) {
        List<String> problems = new ArrayList<>();
        boolean filtered = session
                .query(
                        "show binary log status",
                        row -> !row.getString(3).isEmpty() || !row.getString(4).isEmpty())
                .stream()
                .anyMatch(filter -> filter);
        if (filtered) {
            problems.add(shard + " filters its binlog (binlog-do-db or binlog-ignore-db); a move must see every write");
        }
        SortedSet<String> tagged = GtidText.tags(session.query("select @@global.gtid_executed", row -> row.getString(1))
                .get(0));
        if (!tagged.isEmpty()) {
            problems.add(shard + " has GTIDs with tags, " + String.join(", ", tagged)
                    + ", which a move can't follow; they stay in its history until `reset binary logs and gtids` on it and its"
                    + " replicas");
        }
        boolean instrumented = session.query(
                        "select enabled = 'YES' from performance_schema.setup_instruments where name = 'wait/lock/metadata/sql/mdl'",
                        row -> row.getBoolean(1))
                .contains(true);
        if (!instrumented) {
            problems.add(
                    shard
                            + " doesn't show metadata locks; set performance_schema_instrument='wait/lock/metadata/sql/mdl=ON'");
        }
        long lost = session.query(
                        "select variable_value from performance_schema.global_status where variable_name ="
                                + " 'Performance_schema_metadata_lock_lost'",
                        row -> row.getLong(1))
                .get(0);
        if (lost > 0) {
            problems.add(shard + " has lost sight of " + lost
                    + " metadata locks; raise performance_schema_max_metadata_locks and restart it");
        }
        return problems;
    }
}
