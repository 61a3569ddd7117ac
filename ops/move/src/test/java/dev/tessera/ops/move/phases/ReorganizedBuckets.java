package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.run.ReorganizationPlan;
import dev.tessera.ops.move.run.ReorganizationPlanner;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.shardconfig.reshape.Reshape;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Buckets of shard-a whose users have the slots of their handles, and what is done with them. */
final class ReorganizedBuckets implements AutoCloseable {
    private final TwoShardCluster shards;
    private final MySqlServer server;
    private final AtomicInteger next = new AtomicInteger();
    private final SortedMap<Long, String> expected = new TreeMap<>();

    ReorganizedBuckets(MySqlServer a, MySqlServer b) {
        shards = TwoShardCluster.on(a, b);
        server = a;
    }

    Cluster cluster() {
        return shards.cluster();
    }

    static BucketId bucket(int first, int last) {
        return new BucketId(first, last);
    }

    static Reshape reshape(List<BucketId> parents, List<BucketId> children) {
        return new Reshape(new TreeSet<>(parents), new TreeSet<>(children));
    }

    /** Signs users up whose handles belong in the bucket; they are expected from then on. */
    void signUp(BucketId bucket, int users) {
        for (int made = 0; made < users; ) {
            String handle = "user-" + next.incrementAndGet();
            int slot = SlotFunction.slotOf(UserHandle.of(handle));
            if (bucket.contains(slot)) {
                insert(bucket, EntityId.of(1_000 + next.get(), slot, 0), handle);
                made++;
            }
        }
    }

    /** A user of any id and handle. */
    void insert(BucketId bucket, EntityId id, String handle) {
        server.execute("insert into tessera." + users(bucket)
                + " (user_id, handle, display_name, created_at, updated_at) values (" + id.value() + ", '" + handle
                + "', 'User', now(3), now(3))");
        expected.put(id.value(), handle);
    }

    List<String> expected() {
        return expected.entrySet().stream()
                .map(user -> user.getKey() + " " + user.getValue())
                .toList();
    }

    /** Of all live buckets in this range, in the order of ids. */
    List<String> users(int first, int last) {
        List<String> users = new ArrayList<>();
        cluster().placements().all().stream()
                .map(placement -> placement.bucket())
                .filter(bucket -> bucket.firstSlot() >= first && bucket.lastSlot() <= last)
                .forEach(bucket ->
                        users.addAll(rows("select concat(user_id, ' ', handle) from tessera." + users(bucket))));
        users.sort((one, other) -> Long.compare(id(one), id(other)));
        return users;
    }

    private static long id(String user) {
        return Long.parseLong(user.substring(0, user.indexOf(' ')));
    }

    static String users(BucketId bucket) {
        return BucketTables.physicalName("users", bucket);
    }

    ReorganizationPlan plan(Reshape reshape) {
        return new ReorganizationPlanner(cluster(), true, false, OpenReversePolicy.TAKEN).plan(reshape);
    }

    Move open(Reshape reshape) {
        ReorganizationPlan plan = plan(reshape);
        if (!plan.problems().isEmpty()) {
            throw new AssertionError(plan.problems());
        }
        return mover(Milestones.none())
                .open(plan.reorganization().orElseThrow(), CutoverMode.AUTO, ThrottleLimits.defaults());
    }

    Move reorganize(Reshape reshape) throws InterruptedException {
        return run(open(reshape), Milestones.none());
    }

    Move run(Move move, Milestones milestones) throws InterruptedException {
        MoveOutcome outcome = mover(milestones)
                .run(List.of(move), new ConcurrencyLimits(1, 1))
                .get(0);
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        return cluster().journal().get(move.moveId());
    }

    Mover mover(Milestones milestones) {
        return new Mover(context(milestones), MoveWatch.none());
    }

    MoverContext context(Milestones milestones) {
        return new MoverContext(cluster(), TravellingBucket.OPTIONS, milestones, "a test");
    }

    /** As the directory says: {@code 00000_00511@shard-a}. */
    String published(int first, int last) {
        return cluster().placements().all().stream()
                .filter(placement -> placement.bucket().firstSlot() >= first
                        && placement.bucket().lastSlot() <= last)
                .map(placement -> placement.bucket() + "@" + placement.shard())
                .collect(Collectors.joining(" "));
    }

    List<String> rows(String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(String.valueOf(row.getString(1)));
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The suffixes of the users tables in a schema. */
    List<String> standing(String schema) {
        return rows("select substring(table_name, 7) from information_schema.tables where table_schema = '" + schema
                + "' and table_name like 'users%' order by 1");
    }

    void execute(String... statements) {
        Arrays.stream(statements).forEach(server::execute);
    }

    @Override
    public void close() {
        shards.close();
    }
}
