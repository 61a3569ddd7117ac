package dev.tessera.bench.sessions;

import dev.tessera.bench.measure.AppInstance;
import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.migrations.report.ClusterStatus;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.phases.Completion;
import dev.tessera.ops.move.repair.Doctor;
import dev.tessera.ops.move.repair.Finding;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.server.MySqlServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cluster on two servers, the directory beside the first shard, and an app: what the same small work is done in. */
final class SmokeCluster implements AutoCloseable {
    private static final int BUCKETS = 16;
    private static final String HARMFUL = "harmful-global";
    private static final String WHO = "session-variables";
    private static final MoveOptions OPTIONS =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO);

    private final List<MySqlServer> servers;
    private final TestCluster cluster;
    private @Nullable AppInstance app;
    private int runs;

    private SmokeCluster(List<MySqlServer> servers, TestCluster cluster) {
        this.servers = servers;
        this.cluster = cluster;
    }

    /** On two servers that are empty. */
    static SmokeCluster on(MySqlServer a, MySqlServer b) throws IOException {
        SmokeCluster cluster = new SmokeCluster(List.of(a, b), TestCluster.initialised(BUCKETS, a, a, b));
        try {
            cluster.startApp();
            return cluster;
        } catch (IOException | RuntimeException | AssertionError failure) {
            cluster.close();
            throw failure;
        }
    }

    private void startApp() throws IOException {
        app = AppInstance.start(cluster.clusterDirectory());
        app.awaitAnswer();
    }

    private AppInstance app() {
        return Objects.requireNonNull(app, "no app runs");
    }

    List<MySqlServer> servers() {
        return servers;
    }

    /** What the app has logged so far. */
    String log() {
        return app().daemon().log();
    }

    /** The same work each time, in sessions that begin now. */
    SmokeResult work() throws IOException, InterruptedException {
        SmokeResult result = new SmokeResult();
        SmokeRequests requests = new SmokeRequests(app().base(), ++runs);
        endSessionsOfTheApp();
        result.part("requests", requests::write);
        // What no COMMIT has reached is gone now.
        endSessionsOfTheApp();
        result.part("read again", requests::read);
        try (Cluster opsCluster = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            result.part("move", () -> move(opsCluster, new EntityId(requests.thread()).slot()));
            result.part("read after the move", requests::read);
            result.part("status", this::status);
            result.part("doctor", () -> doctor(opsCluster));
        }
        return result;
    }

    /** Whatever a setting has stopped is brought to its end, so that it isn't in the way of the next one. */
    void settle() throws InterruptedException {
        try (Cluster opsCluster = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            for (Move move : opsCluster.journal().all()) {
                if (move.isOpen()) {
                    run(opsCluster, mover(opsCluster), move);
                }
            }
        }
    }

    private List<String> move(Cluster opsCluster, int slot) throws InterruptedException {
        Placement placement = opsCluster.placements().all().stream()
                .filter(one -> one.bucket().contains(slot))
                .findFirst()
                .orElseThrow();
        BucketId bucket = placement.bucket();
        ShardName home = placement.shard();
        ShardName target = cluster.config().shards().stream()
                .map(shard -> shard.name())
                .filter(name -> !name.equals(home))
                .findFirst()
                .orElseThrow();
        MovePlan plan = new MovePlanner(opsCluster, true, false, OpenReversePolicy.CLOSED)
                .plan(BucketSelection.of(bucket), target);
        if (!plan.problems().isEmpty()) {
            return plan.problems();
        }
        Mover mover = mover(opsCluster);
        return run(opsCluster, mover, mover.open(plan, CutoverMode.AUTO).get(0));
    }

    private static Mover mover(Cluster opsCluster) {
        return new Mover(new MoverContext(opsCluster, OPTIONS, Milestones.none(), WHO), MoveWatch.none());
    }

    private static List<String> run(Cluster opsCluster, Mover mover, Move move) throws InterruptedException {
        MoveOutcome outcome =
                mover.run(List.of(move), new ConcurrencyLimits(1, 1)).get(0);
        List<String> lines = new ArrayList<>(List.of("move: " + outcome.phase()));
        outcome.failure().ifPresent(failure -> lines.add(String.valueOf(failure.getMessage())));
        if (outcome.phase() == MovePhase.SWITCHED) {
            lines.add("complete: "
                    + new Completion(new MoverContext(opsCluster, OPTIONS, Milestones.none(), WHO)).run(move.moveId()));
        }
        return lines;
    }

    private List<String> status() {
        return new ClusterStatus(cluster.config(), cluster.operator(), Changelogs.shipped())
                .run()
                .problems();
    }

    /** But for the globals themselves, which it names. */
    private static List<String> doctor(Cluster opsCluster) throws InterruptedException {
        return new Doctor(new MoverContext(opsCluster, OPTIONS, Milestones.none(), WHO))
                .examine().stream()
                        .filter(finding -> !finding.rule().equals(HARMFUL))
                        .map(finding -> finding.rule() + ": " + finding.text())
                        .toList();
    }

    /** What doctor says of the globals that servers have. */
    List<String> harmfulGlobals() throws InterruptedException {
        try (Cluster opsCluster = new Cluster(cluster.config(), cluster.operator(), Changelogs.shipped())) {
            return new Doctor(new MoverContext(opsCluster, OPTIONS, Milestones.none(), WHO))
                    .examine().stream()
                            .filter(finding -> finding.rule().equals(HARMFUL))
                            .map(Finding::text)
                            .toList();
        }
    }

    private void endSessionsOfTheApp() {
        for (MySqlServer server : servers) {
            List<String> sessions = new ArrayList<>();
            try (Connection connection = server.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "select id from performance_schema.processlist where user = '" + cluster.appUser() + "'")) {
                while (rows.next()) {
                    sessions.add(rows.getString(1));
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the sessions of " + server.name(), e);
            }
            sessions.forEach(session -> kill(server, session));
        }
    }

    private static void kill(MySqlServer server, String session) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("kill " + session);
        } catch (SQLException ended) {
            // By itself, meanwhile.
        }
    }

    @Override
    public void close() {
        if (app != null) {
            app.close();
        }
        cluster.close();
    }
}
