package dev.tessera.bench.moves;

import dev.tessera.migrations.change.IncomingTables;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.changelog.Component;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What the two RENAMEs of a move cost where nobody uses the tables: the six of a bucket on the source, then on the target. */
public final class IdleRenames {
    private static final String HERE = "bench_here";
    private static final String THERE = "bench_there";
    private static final BucketId BUCKET = new BucketId(16_000, 16_003);

    private final BenchCluster cluster;

    public IdleRenames(BenchCluster cluster) {
        this.cluster = cluster;
    }

    /** Pairs, each the sum of both. */
    public List<Duration> measure(int pairs) {
        try (SqlSession source = cluster.cluster().server(BenchCluster.A).open();
                SqlSession target = cluster.cluster().server(BenchCluster.B).open()) {
            TableRename away = tables(source, BenchCluster.A);
            tables(target, BenchCluster.B);
            List<Duration> all = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                TableRename rename = pair % 2 == 0 ? away : away.back();
                all.add(timed(source, rename).plus(timed(target, rename)));
            }
            return all;
        } finally {
            List.of(BenchCluster.A, BenchCluster.B).forEach(this::clear);
        }
    }

    /** The same of a split in so many, on one server: the parent's tables away, and those of all children, which are as many times more. */
    public List<Duration> measureSplit(int pairs, int into) {
        try (SqlSession server = cluster.cluster().server(BenchCluster.A).open()) {
            TableRename parent = tables(server, BenchCluster.A);
            IncomingTables tables = new IncomingTables(Changelogs.shipped());
            int version = Changelogs.shipped().newest(Component.BUCKET);
            SortedSet<String> names = new TreeSet<>();
            for (int child = 1; child <= into; child++) {
                BucketId bucket = new BucketId(BUCKET.firstSlot() - child, BUCKET.firstSlot() - child);
                tables.create(server, HERE, bucket, version);
                names.addAll(tables.names(bucket, version));
            }
            TableRename many = new TableRename(names, HERE, THERE);
            List<Duration> all = new ArrayList<>();
            for (int pair = 0; pair < pairs; pair++) {
                boolean away = pair % 2 == 0;
                all.add(timed(server, away ? parent : parent.back()).plus(timed(server, away ? many : many.back())));
            }
            return all;
        } finally {
            clear(BenchCluster.A);
        }
    }

    private static Duration timed(SqlSession session, TableRename rename) {
        long start = System.nanoTime();
        session.execute(rename.sql());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private TableRename tables(SqlSession session, ShardName shard) {
        clear(shard);
        session.execute("create schema " + THERE);
        IncomingTables tables = new IncomingTables(Changelogs.shipped());
        int version = Changelogs.shipped().newest(Component.BUCKET);
        tables.create(session, HERE, BUCKET, version);
        SortedSet<String> names = tables.names(BUCKET, version);
        return new TableRename(names, HERE, THERE);
    }

    private void clear(ShardName shard) {
        cluster.shard(shard).execute("drop schema if exists " + HERE, "drop schema if exists " + THERE);
    }
}
