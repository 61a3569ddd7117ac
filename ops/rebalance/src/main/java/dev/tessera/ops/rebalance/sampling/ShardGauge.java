package dev.tessera.ops.rebalance.sampling;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Measures one shard. Scans no table: reads file sizes, statistics, and counters of the performance schema. */
final class ShardGauge {
    private static final int AT_ONCE = 50;
    private static final String INSTRUMENT = "wait/io/table/sql/handler";

    private final ShardName shard;
    private final SqlSession session;
    private final List<String> notes = new ArrayList<>();

    private ShardGauge(ShardName shard, SqlSession session) {
        this.shard = shard;
        this.session = session;
    }

    static ShardReading read(ShardName shard, SqlSession session) {
        return new ShardGauge(shard, session).read();
    }

    private ShardReading read() {
        List<TableVolume> volumes = volumes();
        Optional<Map<String, Long>> writes = writes();
        SortedMap<BucketId, BucketReading> buckets = new TreeMap<>();
        for (TableVolume volume : volumes) {
            BucketReading reading = new BucketReading(
                    volume.used(), volume.rows(), writes.map(known -> known.getOrDefault(volume.table(), 0L)));
            BucketTables.bucketOf(volume.table())
                    .ifPresent(bucket -> buckets.merge(bucket, reading, BucketReading::plus));
        }
        return session.query(
                        "select @@server_uuid, utc_timestamp(3), utc_timestamp(3) - interval variable_value second"
                                + " from performance_schema.global_status where variable_name = 'Uptime'",
                        row -> new ShardReading(
                                shard,
                                row.getString(1),
                                instant(row.getObject(3, LocalDateTime.class)),
                                instant(row.getObject(2, LocalDateTime.class)),
                                buckets,
                                List.copyOf(notes)))
                .get(0);
    }

    private static Instant instant(LocalDateTime utc) {
        return utc.toInstant(ZoneOffset.UTC);
    }

    private List<TableVolume> volumes() {
        List<TableVolume> volumes = TableVolume.read(session);
        List<String> stale = volumes.stream()
                .filter(TableVolume::isStale)
                .map(TableVolume::table)
                .toList();
        if (stale.isEmpty()) {
            return volumes;
        }
        for (int first = 0; first < stale.size(); first += AT_ONCE) {
            analyze(stale.subList(first, Math.min(stale.size(), first + AT_ONCE)));
        }
        return TableVolume.read(session);
    }

    /** Samples some pages of each index; kept out of the binlog, as replicas keep statistics of their own. */
    private void analyze(List<String> tables) {
        try {
            session.query(
                    "analyze local table "
                            + tables.stream()
                                    .map(table -> BucketTables.LIVE_SCHEMA + "." + table)
                                    .collect(Collectors.joining(", ")),
                    row -> row.getString(1));
        } catch (StatementFailedException e) {
            notes.add(shard + ": rows may be wrong, statistics of " + tables.size() + " tables can't be refreshed: "
                    + e.getMessage());
        }
    }

    /** By table; tables that nobody has opened since the server started aren't there. Empty when the server doesn't count. */
    private Optional<Map<String, Long>> writes() {
        List<String> enabled = session.query(
                "select enabled from performance_schema.setup_instruments where name = ?",
                row -> row.getString(1),
                INSTRUMENT);
        if (!enabled.equals(List.of("YES"))) {
            notes.add(shard + " doesn't count writes: performance_schema's instrument " + INSTRUMENT + " is off");
            return Optional.empty();
        }
        long lost = session.query(
                        "select coalesce(sum(variable_value), 0) from performance_schema.global_status where variable_name in"
                                + " ('Performance_schema_table_instances_lost', 'Performance_schema_table_handles_lost')",
                        row -> row.getLong(1))
                .get(0);
        if (lost > 0) {
            notes.add(shard + " has not counted all writes, as it lost sight of tables " + lost
                    + " times; raise performance_schema_max_table_instances and _handles");
        }
        Map<String, Long> writes = new HashMap<>();
        session.query(
                "select object_name, count_insert + count_update + count_delete"
                        + " from performance_schema.table_io_waits_summary_by_table where object_schema = ?",
                row -> writes.put(row.getString(1), row.getLong(2)),
                BucketTables.LIVE_SCHEMA);
        return Optional.of(writes);
    }
}
