package dev.tessera.bench.ddl;

import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Abortion;
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
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Moves one bucket of the first shard again and again, and alters its tables meanwhile, in a session that writes no binlog. */
final class Trials {
    private static final String WHO = "ops/bench/ddl-during-move";
    private static final MoveOptions OPTIONS = MoveOptions.defaults().withDiskUnchecked();

    private final BenchCluster cluster;
    private final BucketId bucket;

    Trials(BenchCluster cluster) {
        this.cluster = cluster;
        this.bucket = cluster.bucketsOn(BenchCluster.A).get(0);
    }

    AlterationOutcome run(Trial trial) throws InterruptedException, SQLException {
        String table = BucketTables.physicalName(trial.ddl().table(), bucket);
        long rows = rows(table);
        Move move = open();
        MySqlServer server = cluster.shard(trial.onCopy() ? BenchCluster.B : BenchCluster.A);
        String schema = trial.onCopy() ? move.incomingSchema() : BucketTables.LIVE_SCHEMA;
        MoveOutcome end;
        LiveTableReader reader = LiveTableReader.of(cluster.shard(BenchCluster.A), table);
        try (reader) {
            end = move(move, trial.moment(), () -> unlogged(server, trial.ddl().sql(schema, table)));
        }
        boolean through = end.phase() == MovePhase.SWITCHED;
        boolean served = !through && rows(table) == rows;
        Optional<String> dryRun = Optional.empty();
        if (!through) {
            MovePhase unused = new Abortion(new MoverContext(cluster.cluster(), OPTIONS, Milestones.none(), WHO))
                    .run(move.moveId());
            if (!trial.onCopy()) {
                dryRun = Optional.of(String.join("; ", plan().problems()));
                unlogged(server, trial.ddl().undo(schema, table));
            }
        }
        String said = end.failure()
                .map(failure -> String.valueOf(failure.getMessage()))
                .orElse("");
        return new AlterationOutcome(trial, through, said, served, reader.longest(), dryRun);
    }

    private Move open() {
        MovePlan plan = plan();
        if (!plan.problems().isEmpty()) {
            throw new IllegalStateException("bucket " + bucket + " can't be moved: " + plan.problems());
        }
        return mover(Milestones.none()).open(plan, CutoverMode.AUTO).get(0);
    }

    private MoveOutcome move(Move move, AlterationMoment moment, Runnable act) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Milestones once = reached -> {
            if (reached.equals(moment.milestone()) && done.compareAndSet(false, true)) {
                act.run();
            }
        };
        return mover(once).run(List.of(move), new ConcurrencyLimits(1, 1)).get(0);
    }

    private MovePlan plan() {
        return new MovePlanner(cluster.cluster(), true, false, OpenReversePolicy.CLOSED)
                .plan(BucketSelection.of(bucket), BenchCluster.B);
    }

    private Mover mover(Milestones milestones) {
        return new Mover(new MoverContext(cluster.cluster(), OPTIONS, milestones, WHO), MoveWatch.none());
    }

    private static void unlogged(MySqlServer server, String sql) {
        server.execute("set sql_log_bin = 0", sql);
    }

    private long rows(String table) throws SQLException {
        try (Connection connection = cluster.shard(BenchCluster.A).connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from tessera." + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
