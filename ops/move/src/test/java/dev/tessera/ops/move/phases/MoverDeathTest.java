package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.changelog.Changelogs;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Lease;
import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.LeaseTerm;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.proxy.BreakableProxy;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Movers that hold still in their cutover, and whose locks are taken from them: all the while their leases are renewed, so nothing but the locks
 * says that they are gone.
 */
@ExtendWith(LeakCheck.class)
class MoverDeathTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2);

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MoveOptions OPTIONS = MoveOptions.defaults().withDiskUnchecked();
    /** What nobody but the agent asks. */
    private static final String LOOKS = "select coalesce(sum(count_star), 0) from"
            + " performance_schema.events_statements_summary_by_digest where digest_text like '%is_used_lock%IS NULL'";

    private static TwoShardCluster shards;
    private static Cluster cluster;
    private static ExecutorService threads;

    @BeforeAll
    static void twoShards() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        cluster = shards.cluster();
        threads = Executors.newCachedThreadPool();
        mysql.server(0).execute("truncate table performance_schema.events_statements_summary_by_digest");
    }

    @AfterAll
    static void close() {
        threads.shutdownNow();
        shards.close();
    }

    @ParameterizedTest
    @CsvSource({"drain:after-act, shard-a", "target-live:after-act, shard-b"})
    void moverIsTakenOver_whenItsLocksAreFreeOnBothServers_thoughItsLeaseRuns_andGoesOnByItself(
            String point, String servedBy) throws Exception {
        Move move = open();
        HeldAt held = new HeldAt(point);
        Future<MovePhase> end = run(move, held);
        held.await();
        long epoch = now(move).epoch();
        try (RunningAgent ignored = RunningAgent.of(shards.open())) {
            awaitLooks();
            assertThat(now(move).epoch()).as("it is at work").isEqualTo(epoch);
            killHolder(mysql.server(0), move);
            awaitLooks();
            assertThat(now(move).epoch()).as("it holds the lock of its target").isEqualTo(epoch);

            killHolder(mysql.server(1), move);

            awaitServed(move);
            assertThat(placement(move).shard()).hasToString(servedBy);
            assertThat(now(move).epoch()).isEqualTo(epoch + 1);
            held.goOn();
            assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
        }
        assertThat(placement(move).shard()).isEqualTo(TwoShardCluster.B);
    }

    @Test
    void nobodyIsTakenOver_whileOneServerCantBeAsked() throws Exception {
        Move move = open();
        HeldAt held = new HeldAt("recheck:after-act");
        Future<MovePhase> end = run(move, held);
        held.await();
        long epoch = now(move).epoch();
        try (BreakableProxy way = BreakableProxy.inFrontOf(mysql.server(1))) {
            way.stall();
            try (RunningAgent ignored = RunningAgent.of(behind(way))) {
                killHolder(mysql.server(0), move);
                killHolder(mysql.server(1), move);
                awaitLooks();
                assertThat(now(move).epoch()).isEqualTo(epoch);

                way.restore();

                awaitServed(move);
                held.goOn();
                assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
            }
        }
    }

    /** It has no locks yet: free ones say nothing. */
    @Test
    void moverThatIsAboutToTakeTheLocks_isNotTakenOver() {
        Move move = open();
        LeaseTerm minute = LeaseTerm.of(Duration.ofMinutes(1));
        mysql.server(0)
                .execute("update tessera_directory.moves set phase = 'cutover' where move_id = " + move.moveId());
        Lease lease = cluster.journal().acquire(move.moveId(), "ann", minute);

        assertThatThrownBy(() -> cluster.journal().takeOver(now(move), "an agent", minute))
                .isInstanceOf(LeaseHeldException.class);

        cluster.journal().recordLocks(lease, minute);
        Move seen = now(move);
        assertThat(cluster.journal().takeOver(seen, "an agent", minute).epoch()).isEqualTo(lease.epoch() + 1);
        assertThatThrownBy(() -> cluster.journal().takeOver(seen, "another agent", minute))
                .isInstanceOf(LeaseHeldException.class);
        mysql.server(0)
                .execute("update tessera_directory.moves m join tessera_directory.move_buckets b using (move_id)"
                        + " set m.phase = 'aborted', m.open_bucket = null, b.open_bucket = null where m.move_id = "
                        + move.moveId());
    }

    /** The directory renews nothing while another transaction has the move's row. Going back needs no lease, only the locks. */
    @ParameterizedTest
    @ValueSource(ints = {450, 0})
    void bucketGoesBack_andItsTargetStaysAsItIs_whenSoLittleIsLeftOfTheLease(int millis) throws Exception {
        Move move = open();
        try (Connection directory = mysql.server(0).connect("tessera_directory");
                Statement statement = directory.createStatement()) {
            StandingDirectory standing = new StandingDirectory(statement, move, millis);

            Future<MovePhase> end = run(move, standing);

            assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(MovePhase.ABORTED);
            assertThat(standing.wentLive).isFalse();
            assertThat(standing.wentBack).isTrue();
        }
        assertThat(placement(move).shard()).isEqualTo(TwoShardCluster.A);
    }

    /** Stands still behind the fence until the lease has nearly run out; the operator wants no further attempt. */
    private static final class StandingDirectory implements Milestones {
        private final Statement directory;
        private final Move move;
        private final int leftMillis;
        private boolean wentLive;
        private boolean wentBack;

        StandingDirectory(Statement directory, Move move, int leftMillis) {
            this.directory = directory;
            this.move = move;
            this.leftMillis = leftMillis;
        }

        @Override
        public void reached(String point) {
            try {
                switch (point) {
                    case "drain:before-act" -> {
                        directory.execute("start transaction");
                        directory.execute("update moves set desired_state = 'abort' where move_id = " + move.moveId());
                    }
                    case "recheck:after-act" -> Eventually.within(SOON, this::isNearlyOut, "the lease runs out");
                    case "unfence:after-act" -> {
                        wentBack = true;
                        directory.execute("commit");
                    }
                    case "target-live:before-act" -> {
                        wentLive = true;
                        directory.execute("commit");
                    }
                    default -> {
                        // goes on
                    }
                }
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        private boolean isNearlyOut() throws SQLException {
            try (ResultSet row = directory.executeQuery("select lease_until < utc_timestamp(3) + interval " + leftMillis
                    + "000 microsecond from moves where move_id = " + move.moveId())) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static Move open() {
        BucketId bucket = shards.bucketOn(TwoShardCluster.A);
        BucketSelection selection = BucketSelection.of(bucket);
        return mover(Milestones.none())
                .open(
                        new MovePlanner(cluster, true, false, OpenReversePolicy.CLOSED)
                                .plan(selection, TwoShardCluster.B),
                        CutoverMode.AUTO)
                .get(0);
    }

    private static Mover mover(Milestones milestones) {
        return new Mover(new MoverContext(cluster, OPTIONS, milestones, "a test"), MoveWatch.none());
    }

    private static Future<MovePhase> run(Move move, Milestones milestones) {
        return threads.submit(() -> new MoveRunner(new MoverContext(cluster, OPTIONS, milestones, "a mover"))
                .run(move.moveId(), new MoveProgress()));
    }

    private static Move now(Move move) {
        return cluster.journal().get(move.moveId());
    }

    private static Placement placement(Move move) {
        return cluster.placements().find(move.bucket()).orElseThrow();
    }

    private static void awaitServed(Move move) {
        Eventually.within(
                SOON, () -> placement(move).state() == PlacementState.LIVE, () -> "it is settled: " + now(move));
    }

    /** Until an agent has looked a few times more. */
    private static void awaitLooks() {
        long before = looks();
        Eventually.within(SOON, () -> looks() >= before + 4, "the agent looks at the lock of the source");
    }

    private static long looks() {
        return number(mysql.server(0), LOOKS);
    }

    private static void killHolder(MySqlServer server, Move move) {
        long holder = number(server, "select is_used_lock('tessera/bucket/" + move.bucket() + "')");
        assertThat(holder).isPositive();
        server.execute("kill " + holder);
    }

    private static long number(MySqlServer server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** The cluster as whoever reaches shard-b by this way sees it. */
    private static Cluster behind(BreakableProxy way) {
        ClusterConfig config = shards.servers().config();
        List<ShardConfig> moved = config.shards().stream()
                .map(shard -> shard.name().equals(TwoShardCluster.B)
                        ? new ShardConfig(shard.name(), ServerAddress.parse(way.address()))
                        : shard)
                .toList();
        ClusterConfig theirs = new ClusterConfig(
                config.name(), config.buckets(), config.operator(), config.app(), config.directory(), moved);
        return new Cluster(theirs, shards.servers().operator(), Changelogs.shipped());
    }

    /** Looks at cutovers only: nothing is examined after its first look. */
    private record RunningAgent(Cluster cluster, Thread thread) implements AutoCloseable {
        static RunningAgent of(Cluster cluster) {
            Agent agent = new Agent(
                    new MoverContext(cluster, OPTIONS, Milestones.none(), "an agent"),
                    Duration.ofHours(1),
                    0,
                    System.out::println);
            Thread thread = new Thread(() -> run(agent), "tessera-agent");
            thread.start();
            return new RunningAgent(cluster, thread);
        }

        private static void run(Agent agent) {
            try {
                agent.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join();
            cluster.close();
        }
    }
}
