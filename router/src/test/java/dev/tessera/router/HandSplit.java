package dev.tessera.router;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes other buckets of the slots of some, on one shard, in SQL: splits and merges as an operator's tool would, behind the router's back. */
final class HandSplit {
    private static final Map<String, String> SLOT_OF_TABLE = Map.of(
            "users", "(user_id >> 8) & 16383",
            "authored_comments", "(user_id >> 8) & 16383",
            "threads", "(thread_id >> 8) & 16383",
            "comments", "(comment_id >> 8) & 16383",
            "outbox", "(event_id >> 8) & 16383",
            "idempotency_keys", "slot");

    private final RouterFixture cluster;
    private final MySqlServer shard;
    private final String shardName;

    HandSplit(RouterFixture cluster, MySqlServer shard, String shardName) {
        this.cluster = cluster;
        this.shard = shard;
        this.shardName = shardName;
    }

    /** Tables first, the directory afterwards: whoever comes between finds no table of the name that he knows. */
    void run(List<BucketId> parents, List<BucketId> children) {
        changeTables(parents, children);
        changeDirectory(parents, children, "live", 2);
    }

    void changeTables(List<BucketId> parents, List<BucketId> children) {
        shard.execute("create schema if not exists tessera_in_1", "create schema if not exists tessera_out_1");
        children.forEach(child -> SLOT_OF_TABLE.keySet().forEach(table -> copy(table, parents, child)));
        shard.execute(
                rename(parents, BucketTables.LIVE_SCHEMA, "tessera_out_1"),
                rename(children, "tessera_in_1", BucketTables.LIVE_SCHEMA));
    }

    void changeDirectory(List<BucketId> parents, List<BucketId> children, String state, int epoch) {
        List<String> changes = new ArrayList<>();
        parents.forEach(parent -> changes.add("delete from placements where bucket = '" + parent + "'"));
        children.forEach(child -> changes.add(placement(child, state, epoch)));
        cluster.changeDirectory(changes.toArray(String[]::new));
    }

    String placement(BucketId bucket, String state, int epoch) {
        return "insert into placements (bucket, shard, epoch, state, updated_at) values ('" + bucket + "', '"
                + shardName + "', " + epoch + ", '" + state + "', utc_timestamp(3))";
    }

    private void copy(String table, List<BucketId> parents, BucketId child) {
        String name = "tessera_in_1." + BucketTables.physicalName(table, child);
        shard.execute("use tessera_in_1", definition(table, parents.get(0), child));
        parents.forEach(parent -> shard.execute("insert into " + name + " select * from tessera."
                + BucketTables.physicalName(table, parent) + " where " + SLOT_OF_TABLE.get(table) + " between "
                + child.firstSlot() + " and " + child.lastSlot()));
    }

    /** With names and CHECKs of the child. */
    private String definition(String table, BucketId parent, BucketId child) {
        try (Connection connection = shard.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "show create table tessera." + BucketTables.physicalName(table, parent))) {
            row.next();
            return row.getString(2)
                    .replace(BucketTables.suffix(parent), BucketTables.suffix(child))
                    .replace(between(parent), between(child));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String between(BucketId bucket) {
        return "between " + bucket.firstSlot() + " and " + bucket.lastSlot();
    }

    static String rename(List<BucketId> buckets, String from, String to) {
        return "rename table "
                + String.join(
                        ", ",
                        buckets.stream()
                                .flatMap(bucket -> tables(bucket))
                                .map(table -> from + "." + table + " to " + to + "." + table)
                                .toList());
    }

    private static Stream<String> tables(BucketId bucket) {
        return SLOT_OF_TABLE.keySet().stream().map(table -> BucketTables.physicalName(table, bucket));
    }
}
