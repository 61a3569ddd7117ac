package dev.tessera.testbed.workload.state;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.process.TestbedException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A session with each server that may hold buckets, and which live tables stood on which when they were opened. Not thread-safe. */
public final class Shards implements AutoCloseable {
    private static final String TABLES = "select table_name from information_schema.tables where table_schema = ?";

    private final List<SqlSession> sessions = new ArrayList<>();
    private final Map<BucketId, Map<SqlSession, Set<String>>> tables = new TreeMap<>();

    private Shards() {}

    public static Shards open(List<ServerAddress> servers, Credentials account) {
        Shards shards = new Shards();
        try {
            for (ServerAddress server : servers) {
                shards.add(SqlSession.open("shard " + server, server, account));
            }
            return shards;
        } catch (RuntimeException e) {
            shards.close();
            throw e;
        }
    }

    private void add(SqlSession session) {
        sessions.add(session);
        session.query(TABLES, row -> row.getString(1), BucketTables.LIVE_SCHEMA)
                .forEach(table -> BucketTables.bucketOf(table)
                        .ifPresent(bucket -> tables.computeIfAbsent(bucket, none -> new HashMap<>())
                                .computeIfAbsent(session, none -> new TreeSet<>())
                                .add(BucketTables.logicalName(table))));
    }

    /** Each slot has one home, and each bucket all of its tables. */
    public void checkHomes(AuditProblems problems) {
        Set<String> all = new TreeSet<>();
        tables.values().forEach(homes -> homes.values().forEach(all::addAll));
        int next = 0;
        for (BucketId bucket : tables.keySet()) {
            if (bucket.firstSlot() != next) {
                problems.add(
                        AuditRule.ONE_LIVE_HOME,
                        "live tables stand of bucket " + bucket + ", where slot " + next + " should begin");
            }
            next = bucket.lastSlot() + 1;
            checkHome(bucket, tables.getOrDefault(bucket, Map.of()), all, problems);
        }
        if (next != SlotFunction.SLOTS) {
            problems.add(AuditRule.ONE_LIVE_HOME, "no live tables stand of the slots from " + next);
        }
    }

    private static void checkHome(
            BucketId bucket, Map<SqlSession, Set<String>> homes, Set<String> all, AuditProblems problems) {
        if (homes.size() != 1) {
            problems.add(
                    AuditRule.ONE_LIVE_HOME,
                    "live tables of bucket " + bucket + " stand on " + homes.size() + " servers: "
                            + homes.keySet().stream().map(SqlSession::address).toList());
        }
        homes.forEach((session, found) -> {
            if (!found.equals(all)) {
                problems.add(
                        AuditRule.ONE_LIVE_HOME,
                        "of bucket " + bucket + " only " + found + " stand on " + session.address());
            }
        });
    }

    /** Live tables of one logical name, wherever they stand. */
    public List<LiveTable> named(String logicalTable) {
        List<LiveTable> named = new ArrayList<>();
        tables.forEach((bucket, homes) -> homes.forEach((session, found) -> {
            if (found.contains(logicalTable)) {
                named.add(new LiveTable(session, logicalTable, bucket));
            }
        }));
        return named;
    }

    /** @throws TestbedException when the bucket has no live table of this name */
    LiveTable table(String logicalTable, BucketId bucket) {
        return named(logicalTable).stream()
                .filter(table -> table.bucket().equals(bucket))
                .findFirst()
                .orElseThrow(() -> new TestbedException("bucket " + bucket + " has no live " + logicalTable));
    }

    /** @throws TestbedException when no live table of this name holds the slot */
    LiveTable holding(String logicalTable, int slot) {
        return named(logicalTable).stream()
                .filter(table -> table.bucket().contains(slot))
                .findFirst()
                .orElseThrow(() -> new TestbedException("no live " + logicalTable + " holds slot " + slot));
    }

    @Override
    public void close() {
        sessions.forEach(SqlSession::close);
    }

    /** A live table on the server that a session is with. */
    public record LiveTable(SqlSession session, String logicalName, BucketId bucket) {
        /** Qualified: {@code tessera.comments_00000_01023}. */
        String name() {
            return BucketTables.LIVE_SCHEMA + "." + BucketTables.physicalName(logicalName, bucket);
        }

        /** For people: {@code in comments_00000_01023 on 127.0.0.1:3306}. */
        public String where() {
            return "in " + BucketTables.physicalName(logicalName, bucket) + " on " + session.address();
        }

        public <T> List<T> rows(String columns, SqlSession.RowReader<T> reader) {
            return session.query("select " + columns + " from " + name(), reader);
        }
    }
}
