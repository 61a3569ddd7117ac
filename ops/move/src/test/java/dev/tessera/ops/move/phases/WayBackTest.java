package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tessera.ops.move.BucketSelection;
import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.carry.ForeignDdlException;
import dev.tessera.ops.move.carry.LeaseLostException;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.journal.WayBack;
import dev.tessera.ops.move.journal.WayBackState;
import dev.tessera.ops.move.journal.Wish;
import dev.tessera.ops.move.repair.Agent;
import dev.tessera.ops.move.run.MoveLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlan;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenWayBack;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardConfig;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.testbed.Eventually;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.MySqlServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bucket goes from shard-a to shard-b, is written to there, and goes back. */
@ExtendWith(LeakCheck.class)
class WayBackTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MoveOptions OPTIONS =
            MoveOptions.defaults().withDiskUnchecked().withGrace(Duration.ZERO).withLease(Duration.ofSeconds(2));

    private TwoShardCluster shards;
    private Cluster cluster;
    private int bucket;
    private String users;

    @BeforeEach
    void aBucketWithRows() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        cluster = shards.cluster();
        bucket = shards.bucketOn(TwoShardCluster.A);
        users = String.format("users_%04d", bucket);
        for (int i = 0; i < 5; i++) {
            insert(mysql.server(0), i);
        }
    }

    @AfterEach
    void close() {
        shards.close();
    }

    @Test
    void whatWasWrittenSince_isThere_whenTheBucketGoesBack_asOftenAsItGoes() throws Exception {
        Move there = move();
        change(mysql.server(1), 5);
        String written = rows(mysql.server(1), "tessera");

        Move back = reverse(there);

        assertThat(rows(mysql.server(0), "tessera")).isEqualTo(written);
        assertThat(phase(there)).isEqualTo(MovePhase.REVERSED);
        assertThat(wayBack(there).state()).isEqualTo(WayBackState.TAKEN);
        assertThat(home()).isEqualTo(TwoShardCluster.A);
        change(mysql.server(0), 6);
        written = rows(mysql.server(0), "tessera");

        Move again = reverse(back);

        assertThat(rows(mysql.server(1), "tessera")).isEqualTo(written);
        assertThat(phase(back)).isEqualTo(MovePhase.REVERSED);
        assertThat(home()).isEqualTo(TwoShardCluster.B);
        assertThat(complete(again)).isEqualTo(MovePhase.DONE);
        assertThat(complete(there)).as("nothing is left to drop").isEqualTo(MovePhase.REVERSED);
        assertThat(schemas(mysql.server(0)) + schemas(mysql.server(1))).isEmpty();
    }

    @Test
    void originals_areKeptUpToDate_byAStreamThatCanBeInterrupted() throws Exception {
        Move there = move();
        change(mysql.server(1), 5);
        follow(there, () -> rows(mysql.server(0), there.frozenSchema()).equals(rows(mysql.server(1), "tessera")));
        assertThat(wayBack(there).behind()).isPresent();
        assertThat(wayBack(there).holder()).as("given back at once").isEmpty();
        change(mysql.server(1), 6);

        follow(there, () -> rows(mysql.server(0), there.frozenSchema()).equals(rows(mysql.server(1), "tessera")));
    }

    @Test
    void pauseThatComesTooLate_holdsNobodyUp() throws Exception {
        Move there = move();
        cluster.journal().wish(there.moveId(), Wish.PAUSE);

        Move now = assertTimeoutPreemptively(SOON, () -> run(there, Milestones.none()));

        assertThat(now.phase()).isEqualTo(MovePhase.SWITCHED);
    }

    /** It read its cluster.yml before the shard was added. */
    @Test
    void agentThatDoesNotKnowTheNewShard_leavesTheWayBackToOthers() throws Exception {
        Move there = move();
        List<ShardConfig> older = cluster.config().shards().stream()
                .filter(shard -> shard.name().equals(TwoShardCluster.A))
                .toList();
        try (Cluster before = new Cluster(cluster.config().of(older), cluster.operator(), cluster.changelogs())) {
            Agent agent = new Agent(before, OPTIONS, Milestones.none(), "a test", SOON, 1, text -> {});
            Thread thread = new Thread(() -> run(agent), "an agent");
            thread.start();
            Eventually.within(
                    SOON,
                    () -> wayBack(there).reason().orElse("").contains("not in the cluster.yml"),
                    "it has tried, and says why it can't");
            thread.interrupt();
            thread.join();
        }
        assertThat(wayBack(there).state()).isEqualTo(WayBackState.OPEN);

        assertThat(reverse(there).phase()).isEqualTo(MovePhase.SWITCHED);
    }

    private static void run(Agent agent) {
        try {
            agent.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void clientThatWritesTheMomentTheTargetIsLive_isCarriedBack() throws Exception {
        Move there = run(open(TwoShardCluster.B, OpenWayBack.CLOSED), point -> {
            if (point.equals("target-live:after-act")) {
                insert(mysql.server(1), 77);
            }
        });

        reverse(there);

        assertThat(rows(mysql.server(0), "tessera")).contains("user-77");
    }

    @Test
    void clientThatWritesBeforeADeadMoversSwitchIsPublished_isCarriedBack() throws Exception {
        Move there = open(TwoShardCluster.B, OpenWayBack.CLOSED);
        assertThatThrownBy(() -> run(there, point -> {
                    if (point.equals("target-live:after-act")) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        insert(mysql.server(1), 77);
        run(there, Milestones.none());
        insert(mysql.server(1), 78);

        reverse(there);

        assertThat(rows(mysql.server(0), "tessera")).contains("user-77", "user-78");
    }

    @Test
    void reverseThatIsGivenUp_leavesTheWayBackOpen() throws Exception {
        Move there = move();
        Move back = open(TwoShardCluster.A, OpenWayBack.TAKEN);
        assertThat(back.reverses()).contains(there.moveId());
        cluster.journal().cutover(back.moveId(), CutoverMode.MANUAL);
        assertThatThrownBy(() -> complete(there))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("move " + back.moveId() + " is bringing its originals back");
        assertThat(WayBackStream.open(cluster, there.moveId(), "an agent", OPTIONS))
                .isEmpty();

        new Abortion(cluster, OPTIONS, Milestones.none(), "a test").run(back.moveId());

        assertThat(phase(back)).isEqualTo(MovePhase.ABORTED);
        assertThat(wayBack(there).isOpen()).isTrue();
        change(mysql.server(1), 5);
        follow(there, () -> rows(mysql.server(0), there.frozenSchema()).equals(rows(mysql.server(1), "tessera")));
        reverse(there);
        assertThat(rows(mysql.server(0), "tessera")).contains("user-5");
    }

    @Test
    void fenceThatWasGivenBack_doesNotBreakTheStream() throws Exception {
        Move there = move();
        Move back = open(TwoShardCluster.A, OpenWayBack.TAKEN);
        assertThatThrownBy(() -> run(back, point -> {
                    if (point.equals("recheck:after-act")) {
                        throw new IllegalStateException("killed behind the fence");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        new Abortion(cluster, OPTIONS, Milestones.none(), "a test").run(back.moveId());
        change(mysql.server(1), 5);

        follow(there, () -> rows(mysql.server(0), there.frozenSchema()).equals(rows(mysql.server(1), "tessera")));
    }

    @Test
    void streamThatWasTakenOver_writesNothingMore() throws Exception {
        Move there = move();
        try (WayBackStream zombie =
                WayBackStream.open(cluster, there.moveId(), "an agent", OPTIONS).orElseThrow()) {
            zombie.report();
            reverse(there);
            assertThatThrownBy(zombie::report).isInstanceOf(LeaseLostException.class);
            zombie.giveUp("it saw a fence");
        }
        assertThat(wayBack(there).state()).isEqualTo(WayBackState.TAKEN);
        assertThat(rows(mysql.server(0), "tessera")).contains("user-4");
    }

    @Test
    void streamBesideAReverse_commitsNothingMore() throws Exception {
        Move there = move();
        try (WayBackStream zombie =
                WayBackStream.open(cluster, there.moveId(), "an agent", OPTIONS).orElseThrow()) {
            zombie.report();
            Move back = open(TwoShardCluster.A, OpenWayBack.TAKEN);
            MoveSession.open(cluster, back.moveId(), "a mover", OPTIONS, Milestones.none(), new MoveProgress())
                    .close();
            insert(mysql.server(1), 5);

            assertThatThrownBy(zombie::report).isInstanceOf(LeaseLostException.class);
            Eventually.within(
                    SOON,
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("tessera-apply-" + there.moveId())),
                    "it was refused");
        }
        assertThat(rows(mysql.server(0), there.frozenSchema())).doesNotContain("user-5");
    }

    @Test
    void nothingIsFollowed_beforeTheOriginalsWereCompared() throws Exception {
        Move there = open(TwoShardCluster.B, OpenWayBack.CLOSED);
        assertThatThrownBy(() -> run(there, point -> {
                    if (point.equals("forget-schema-at-source-begun:before-journal")) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        assertThat(phase(there)).isEqualTo(MovePhase.SWITCHED);
        assertThat(WayBackStream.open(cluster, there.moveId(), "an agent", OPTIONS))
                .isEmpty();

        Comparison.require(cluster, there.moveId(), "an agent", OPTIONS);

        WayBackStream.open(cluster, there.moveId(), "an agent", OPTIONS)
                .orElseThrow()
                .close();
    }

    @Test
    void anotherMove_closesTheWayBack_whenItSaysSo() throws Exception {
        Move there = move();
        assertThat(plan(TwoShardCluster.A, OpenWayBack.TAKEN).moves())
                .singleElement()
                .satisfies(planned -> assertThat(planned.reverses()).contains(there.moveId()));

        Move copied = run(open(TwoShardCluster.A, OpenWayBack.CLOSED), Milestones.none());

        assertThat(copied.reverses()).isEmpty();
        assertThat(wayBack(there).state()).isEqualTo(WayBackState.CLOSED);
        assertThat(wayBack(there).reason()).contains("move " + copied.moveId() + " moved the bucket again");
        assertThat(tablesIn(mysql.server(0), there.frozenSchema()))
                .as("its originals stay")
                .isNotEmpty();
        assertThat(complete(there)).isEqualTo(MovePhase.DONE);
    }

    /** A directory that was restored may still call it open. */
    @Test
    void bucketThatLeftMeanwhile_breaksTheWayBack() throws Exception {
        Move there = move();
        run(open(TwoShardCluster.A, OpenWayBack.CLOSED), Milestones.none());
        Move third = run(open(TwoShardCluster.B, OpenWayBack.CLOSED), Milestones.none());
        shards.servers()
                .shardServer(0)
                .execute(
                        "update tessera_directory.ways_back set open_bucket = null, state = 'closed' where move_id = "
                                + third.moveId(),
                        "update tessera_directory.ways_back set open_bucket = bucket, state = 'open' where move_id = "
                                + there.moveId());
        change(mysql.server(1), 5);
        String originals = rows(mysql.server(0), there.frozenSchema());

        assertThatThrownBy(() -> follow(there, () -> false)).isInstanceOf(ForeignDdlException.class);

        assertThat(rows(mysql.server(0), there.frozenSchema())).isEqualTo(originals);
    }

    /** The directory was restored from the first move's cutover, while the second had just frozen the bucket. */
    @Test
    void originalsOfACutoverThatIsLongOver_areNotGivenBack() throws Exception {
        Move there = move();
        insert(mysql.server(1), 5);
        Move back = open(TwoShardCluster.A, OpenWayBack.CLOSED);
        assertThatThrownBy(() -> run(back, point -> {
                    if (point.equals("fence:after-act")) {
                        throw new IllegalStateException("killed behind the fence");
                    }
                }))
                .isInstanceOf(RuntimeException.class);
        shards.servers()
                .shardServer(0)
                .execute(
                        "update tessera_directory.moves set phase = 'aborted', open_bucket = null where move_id = "
                                + back.moveId(),
                        "update tessera_directory.moves set phase = 'cutover', open_bucket = bucket where move_id = "
                                + there.moveId(),
                        "update tessera_directory.placements set shard = 'shard-a', epoch = 1, state = 'cutover'"
                                + " where bucket = " + bucket);

        try (MoveSession session =
                MoveSession.open(cluster, there.moveId(), "an agent", OPTIONS, Milestones.none(), new MoveProgress())) {
            assertThatThrownBy(() -> new Settlement(session).settle())
                    .isInstanceOf(BrokenInvariantException.class)
                    .hasMessageContaining("nothing stands in tessera_in_" + there.moveId()
                            + " on shard-b, so the bucket has" + " lived there, and what stands in "
                            + there.frozenSchema() + " on shard-a is old");
        }
        assertThat(tablesIn(mysql.server(0), "tessera")).doesNotContain(users);
        assertThat(rows(mysql.server(1), back.frozenSchema())).contains("user-5");
    }

    private Move move() throws InterruptedException {
        return run(open(TwoShardCluster.B, OpenWayBack.CLOSED), Milestones.none());
    }

    private Move reverse(Move move) throws InterruptedException {
        Move back = open(move.source(), OpenWayBack.TAKEN);
        assertThat(back.reverses()).contains(move.moveId());
        return run(back, Milestones.none());
    }

    private MovePlan plan(ShardName target, OpenWayBack wayBack) {
        BucketSelection selection = new BucketSelection(new TreeSet<>(List.of(bucket)));
        MovePlan plan = new MovePlanner(cluster, true, false, wayBack).plan(selection, target);
        assertThat(plan.problems()).isEmpty();
        return plan;
    }

    private Move open(ShardName target, OpenWayBack wayBack) {
        return mover(Milestones.none())
                .open(plan(target, wayBack), CutoverMode.AUTO)
                .get(0);
    }

    private Move run(Move move, Milestones milestones) throws InterruptedException {
        MoveOutcome outcome =
                mover(milestones).run(List.of(move), new MoveLimits(1, 1)).get(0);
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        assertThat(outcome.phase()).isEqualTo(MovePhase.SWITCHED);
        return cluster.journal().get(move.moveId());
    }

    private Mover mover(Milestones milestones) {
        return new Mover(cluster, OPTIONS, milestones, "a test", MoveWatch.none());
    }

    private MovePhase complete(Move move) throws InterruptedException {
        return new Completion(cluster, OPTIONS, Milestones.none(), "a test").run(move.moveId());
    }

    /** Until the condition holds, or the stream fails. */
    private void follow(Move move, Callable<Boolean> until) {
        try (WayBackStream stream =
                WayBackStream.open(cluster, move.moveId(), "an agent", OPTIONS).orElseThrow()) {
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

    private MovePhase phase(Move move) {
        return cluster.journal().get(move.moveId()).phase();
    }

    private WayBack wayBack(Move move) {
        return cluster.waysBack().find(move.moveId()).orElseThrow();
    }

    private ShardName home() {
        return cluster.placements().find(bucket).orElseThrow().shard();
    }

    /** Every kind of write. */
    private void change(MySqlServer server, int number) {
        insert(server, number);
        server.execute(
                "update tessera." + users + " set display_name = concat(display_name, ' " + number
                        + "') where handle = 'user-1'",
                "delete from tessera." + users + " where handle = 'user-2'");
        insert(server, 2);
    }

    private void insert(MySqlServer server, int number) {
        EntityId id = EntityId.of(1_000 + number, bucket, 0);
        server.execute(
                "insert into tessera." + users + " (user_id, handle, display_name, created_at, updated_at) values ("
                        + id.value() + ", 'user-" + number + "', 'User', now(3), now(3))");
    }

    private String rows(MySqlServer server, String schema) {
        return text(
                server,
                "select group_concat(concat_ws(' ', user_id, handle, display_name, version, created_at, updated_at)"
                        + " order by user_id separator '\\n') from " + schema + "." + users);
    }

    private static String tablesIn(MySqlServer server, String schema) {
        return text(
                server,
                "select coalesce(group_concat(table_name), '') from information_schema.tables where table_schema = '"
                        + schema + "'");
    }

    private static String schemas(MySqlServer server) {
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
}
