package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.ReverseReplication;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A bucket of shard-a with five users, and what is done with it. */
final class TravellingBucket implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(20);
    static final MoveOptions OPTIONS =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO).withLease(Duration.ofSeconds(2));

    private final TwoShardCluster shards;
    private final Cluster cluster;
    private final BucketId id;
    private final String users;

    TravellingBucket(MySqlServer a, MySqlServer b) {
        shards = TwoShardCluster.on(a, b);
        cluster = shards.cluster();
        id = shards.bucketOn(TwoShardCluster.A);
        users = BucketTables.physicalName("users", id);
        for (int i = 0; i < 5; i++) {
            insert(a, i);
        }
    }

    Cluster cluster() {
        return cluster;
    }

    BucketId id() {
        return id;
    }

    /** The table that has rows. */
    String users() {
        return users;
    }

    /** What the directory says is set by hand. */
    void tellDirectory(String... statements) {
        shards.servers().shardServer(0).execute(statements);
    }

    Move move() throws InterruptedException {
        return run(open(TwoShardCluster.B, OpenReversePolicy.CLOSED), Milestones.none());
    }

    Move reverse(Move move) throws InterruptedException {
        Move back = open(move.source(), OpenReversePolicy.TAKEN);
        assertThat(back.reverses()).contains(move.moveId());
        return run(back, Milestones.none());
    }

    MovePlan plan(ShardName target, OpenReversePolicy reverseReplication) {
        BucketSelection selection = BucketSelection.of(id);
        MovePlan plan = new MovePlanner(cluster, true, false, reverseReplication).plan(selection, target);
        assertThat(plan.problems()).isEmpty();
        return plan;
    }

    Move open(ShardName target, OpenReversePolicy reverseReplication) {
        return mover(Milestones.none())
                .open(plan(target, reverseReplication), CutoverMode.AUTO)
                .get(0);
    }

    Move run(Move move, Milestones milestones) throws InterruptedException {
        MoveOutcome outcome = mover(milestones)
                .run(List.of(move), new ConcurrencyLimits(1, 1))
                .get(0);
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        assertThat(outcome.phase()).isEqualTo(MovePhase.SWITCHED);
        return cluster.journal().get(move.moveId());
    }

    private Mover mover(Milestones milestones) {
        return new Mover(new MoverContext(cluster, OPTIONS, milestones, "a test"), MoveWatch.none());
    }

    MovePhase complete(Move move) throws InterruptedException {
        return new Completion(new MoverContext(cluster, OPTIONS, Milestones.none(), "a test")).run(move.moveId());
    }

    /** Until the condition holds, or the stream fails. */
    void follow(Move move, Callable<Boolean> until) {
        try (ReverseReplicationStream stream = ReverseReplicationStream.open(
                        cluster, move.moveId(), "an agent", OPTIONS)
                .orElseThrow()) {
            Failure failure = new Failure();
            Eventually.within(
                    SOON,
                    () -> {
                        try {
                            stream.report();
                        } catch (TesseraException e) {
                            failure.thrown = Optional.of(e);
                            return true;
                        }
                        return until.call();
                    },
                    "the originals follow");
            failure.thrown.ifPresent(thrown -> {
                throw thrown;
            });
        }
    }

    private static final class Failure {
        private Optional<TesseraException> thrown = Optional.empty();
    }

    MovePhase phase(Move move) {
        return cluster.journal().get(move.moveId()).phase();
    }

    ReverseReplication reverseReplication(Move move) {
        return cluster.reverseReplications().find(move.moveId()).orElseThrow();
    }

    ShardName home() {
        return cluster.placements().find(id).orElseThrow().shard();
    }

    /** Every kind of write. */
    void change(MySqlServer server, int row) {
        insert(server, row);
        server.execute(
                "update tessera." + users + " set display_name = concat(display_name, ' " + row
                        + "') where handle = 'user-1'",
                "delete from tessera." + users + " where handle = 'user-2'");
        insert(server, 2);
    }

    void insert(MySqlServer server, int row) {
        EntityId user = EntityId.of(1_000 + row, id.firstSlot(), 0);
        server.execute(
                "insert into tessera." + users + " (user_id, handle, display_name, created_at, updated_at) values ("
                        + user.value() + ", 'user-" + row + "', 'User', now(3), now(3))");
    }

    String rows(MySqlServer server, String schema) {
        return text(
                server,
                "select group_concat(concat_ws(' ', user_id, handle, display_name, version, created_at, updated_at)"
                        + " order by user_id separator '\\n') from " + schema + "." + users);
    }

    static String tablesIn(MySqlServer server, String schema) {
        return text(
                server,
                "select coalesce(group_concat(table_name), '') from information_schema.tables where table_schema = '"
                        + schema + "'");
    }

    static String schemas(MySqlServer server) {
        return text(
                server,
                "select coalesce(group_concat(schema_name), '') from information_schema.schemata"
                        + " where schema_name regexp '^tessera_(in|out)_'");
    }

    private static String text(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        shards.close();
    }
}
