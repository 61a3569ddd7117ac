package dev.tessera.bench.rows;

import dev.tessera.bench.measure.Console;
import dev.tessera.bench.measure.DurableServers;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.MySqlSources;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlProvider;
import dev.tessera.testbed.server.MySqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** A cluster of two shards with buckets that were moved to the second, and can go back. The first of them takes large rows. Not thread-safe. */
final class MovedBuckets implements AutoCloseable {
    private static final ShardName A = new ShardName("shard-a");
    private static final ShardName B = new ShardName("shard-b");
    private static final Duration CAUGHT_UP = Duration.ofSeconds(1);
    private static final int EVERY_FOURTH = 4;

    private final MySqlServer a;
    private final MySqlServer b;
    private final TestCluster servers;
    private final Cluster cluster;
    private final List<Move> moves = new ArrayList<>();
    private final BucketId born;

    private MovedBuckets(MySqlServer a, MySqlServer b) {
        this.a = a;
        this.b = b;
        this.servers = TestCluster.initialised(16, a, a, b);
        this.cluster = new Cluster(servers.config(), servers.operator(), Changelogs.shipped());
        this.born = on(cluster, B).get(0);
    }

    static MovedBuckets start(int buckets) throws InterruptedException {
        MySqlProvider provider = MySqlSources.detect();
        MySqlServer a = provider.start(DurableServers.spec("a"));
        MySqlServer b = provider.start(DurableServers.spec("b"));
        MovedBuckets movedBuckets = new MovedBuckets(a, b);
        movedBuckets.move(buckets);
        return movedBuckets;
    }

    private void move(int buckets) throws InterruptedException {
        List<BucketId> onA = on(cluster, A);
        Mover mover = new Mover(
                new MoverContext(
                        cluster,
                        MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO),
                        Milestones.none(),
                        "ops/bench/large-rows"),
                MoveWatch.none());
        BucketSelection selection = new BucketSelection(new TreeSet<>(onA.subList(0, buckets)));
        moves.addAll(mover.open(
                new MovePlanner(cluster, true, false, OpenReversePolicy.CLOSED).plan(selection, B), CutoverMode.AUTO));
        for (MoveOutcome outcome : mover.run(moves, new ConcurrencyLimits(1, 1))) {
            outcome.failure().ifPresent(failure -> {
                throw failure;
            });
        }
        // In the original as well, and in neither binlog: a bucket's own columns hold 64 KB at most.
        a.execute(
                "set sql_log_bin = 0",
                widened(moves.get(0).frozenSchema(), moves.get(0).bucket()));
        b.execute("set sql_log_bin = 0", widened("tessera", moves.get(0).bucket()), widened("tessera", born));
        Console.say("%d buckets are moved", buckets);
    }

    private static List<BucketId> on(Cluster cluster, ShardName shard) {
        return cluster.placements().all().stream()
                .filter(placement -> placement.shard().equals(shard))
                .map(placement -> placement.bucket())
                .toList();
    }

    private static String widened(String schema, BucketId bucket) {
        return "alter table " + comments(schema, bucket) + " modify body longtext character set utf8mb4 collate"
                + " utf8mb4_0900_bin null";
    }

    private static String comments(String schema, BucketId bucket) {
        return schema + "." + BucketTables.physicalName("comments", bucket);
    }

    String version() {
        return b.version();
    }

    Path clusterDirectory() {
        return servers.clusterDirectory();
    }

    private List<ReverseReplication> reverseReplications() {
        return moves.stream()
                .map(move -> cluster.reverseReplications().find(move.moveId()).orElseThrow())
                .toList();
    }

    void awaitFollowed(Duration atMost) {
        Eventually.within(
                atMost,
                () -> reverseReplications().stream()
                        .allMatch(way -> way.isOpen() && way.behind().isPresent()),
                () -> "all reverse replications followed: " + reverseReplications());
    }

    /** In turn into a bucket that can go back, and into one that was born here. */
    void write(int rows, int mib) {
        for (int row = 0; row < rows; row++) {
            boolean travelled = row % 2 == 0;
            BucketId bucket = travelled ? moves.get(0).bucket() : born;
            String text = "repeat(sha2(" + row + ", 256), " + (mib << 14) + ")";
            String table = comments("tessera", bucket);
            long first = EntityId.of(1_000, bucket.firstSlot(), 0).value();
            if (travelled && row % (2 * EVERY_FOURTH) == 2) {
                b.execute("update " + table + " set body = " + text + ", version = version + 1 where comment_id = "
                        + first);
            } else {
                b.execute("insert into " + table
                        + " (comment_id, thread_id, root_id, author_id, author_handle, body, created_at,"
                        + " updated_at) values ("
                        + EntityId.of(1_000 + row, bucket.firstSlot(), 0).value() + ", " + first + ", "
                        + first + ", " + first + ", 'somebody', " + text + ", now(3), now(3))");
            }
        }
        Console.say("%d rows are written", rows);
    }

    /** Four rows of the bucket that can go back, in one transaction. */
    void updateAtOnce(int rows, int mib) {
        BucketId bucket = moves.get(0).bucket();
        List<String> statements = new ArrayList<>(List.of("start transaction"));
        for (int row = 0; row < 4; row++) {
            statements.add(
                    "update " + comments("tessera", bucket) + " set body = repeat(sha2(" + (rows + row) + ", 256), "
                            + (mib << 14) + ") where comment_id = "
                            + EntityId.of(1_000 + row * 2 * EVERY_FOURTH % rows, bucket.firstSlot(), 0)
                                    .value());
        }
        statements.add("commit");
        b.execute(statements.toArray(String[]::new));
    }

    /** Returns what is broken, or isn't caught up in time. */
    List<String> awaitCaughtUp(Duration atMost, BooleanSupplier agentLives) throws InterruptedException {
        String written = text(b, "select @@global.gtid_executed");
        long until = System.nanoTime() + atMost.toNanos();
        List<String> left = problems(written);
        while (!left.isEmpty()
                && agentLives.getAsBoolean()
                && left.stream().noneMatch(problem -> problem.contains("BROKEN"))
                && System.nanoTime() < until) {
            Thread.sleep(500);
            left = problems(written);
        }
        return left;
    }

    private List<String> problems(String written) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            ReverseReplication way = reverseReplications().get(i);
            String missing = text(
                    a,
                    "select gtid_subtract('" + written + "', (select gtid_set from "
                            + moves.get(i).frozenSchema() + ".transfer_position))");
            if (!way.isOpen()
                    || !missing.isEmpty()
                    || way.behind()
                            .filter(behind -> behind.compareTo(CAUGHT_UP) < 0)
                            .isEmpty()) {
                problems.add("move " + way.moveId() + " is " + way.state() + ", " + way.behind() + " behind, "
                        + way.reason().orElse("no reason"));
            }
        }
        return problems;
    }

    /** Originals that aren't as the live tables. */
    List<String> differing() {
        List<String> differing = new ArrayList<>();
        for (Move move : moves) {
            String live = digest(b, comments("tessera", move.bucket()));
            String original = digest(a, comments(move.frozenSchema(), move.bucket()));
            if (!live.equals(original)) {
                differing.add("bucket " + move.bucket() + ": " + original + " instead of " + live);
            }
        }
        return differing;
    }

    private static String digest(MySqlServer server, String table) {
        return text(
                server,
                "select concat(count(*), ' rows, ', coalesce(sum(length(body)), 0), ' bytes, ',"
                        + " coalesce(hex(bit_xor(conv(left(sha2(concat_ws('|', comment_id, version, sha2(body, 256)), 256), 15), 16, 10))), ''))"
                        + " from " + table);
    }

    private static String text(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        cluster.close();
        servers.close();
        a.close();
        b.close();
    }
}
