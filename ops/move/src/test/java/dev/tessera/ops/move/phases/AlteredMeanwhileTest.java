package dev.tessera.ops.move.phases;

import static dev.tessera.ops.move.phases.TravellingBucket.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What preflight found is not what the cutover finds: somebody has altered a table, or holds one, on either server. */
@ExtendWith(LeakCheck.class)
class AlteredMeanwhileTest {
    private static final String BEFORE_THE_FENCE = "phase-CUTOVER:after-journal";
    private static final String AT_THE_FENCE = "fence:before-act";
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private final List<String> passed = new CopyOnWriteArrayList<>();
    private TravellingBucket bucket;
    private Cluster cluster;
    private String users;

    @BeforeEach
    void aBucketWithRows() {
        bucket = new TravellingBucket(mysql.server(0), mysql.server(1));
        cluster = bucket.cluster();
        users = bucket.users();
    }

    @AfterEach
    void close() {
        bucket.close();
    }

    @Test
    void columnOfTheSource_thatNoBinlogTellsOf_stopsTheMoveBeforeItsFence_andThenItGoesOn() throws Exception {
        Move move = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);

        refused(
                move,
                BEFORE_THE_FENCE,
                () -> unlogged(0, "alter table tessera." + users + " add column c int default 7"),
                users + ": shard-a has `c` int DEFAULT '7', shard-b hasn't");
        assertThat(passed).doesNotContain(AT_THE_FENCE);
        assertThat(bucket.home()).isEqualTo(TwoShardCluster.A);

        unlogged(0, "alter table tessera." + users + " drop column c");
        bucket.run(move, Milestones.none());

        completeRefusesWhatWasAltered(cluster.journal().get(move.moveId()));
    }

    /** A migration passes over the bucket while it is moved: hours of copying aren't thrown away for that. */
    @Test
    void bucketsOfTheTargetThatWereMigratedMeanwhile_holdNoFenceUp() throws Exception {
        Move move = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);
        String others = "update tessera_registry.bucket_schema set version = version + 1 where bucket <> '%s'";

        Move now = bucket.run(move, point -> {
            if (point.equals(BEFORE_THE_FENCE)) {
                mysql.server(1).execute(others.formatted(move.bucket()));
            }
        });

        assertThat(now.phase()).isEqualTo(MovePhase.SWITCHED);
    }

    /** Of a move that is through: with what was kept, and without. */
    private void completeRefusesWhatWasAltered(Move move) throws Exception {
        String original = move.frozenSchema() + "." + users;
        assertThat(cluster.definitions().find(move.moveId())).isPresent();
        unlogged(0, "alter table " + original + " add column c int default 7");
        assertThatThrownBy(() -> bucket.complete(move))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining(users + ": " + move.frozenSchema()
                        + " has `c` int DEFAULT '7', the table at the switch hasn't");
        assertThatThrownBy(() -> bucket.open(TwoShardCluster.A, OpenReversePolicy.TAKEN))
                .hasMessageContaining("the originals on shard-a has `c` int DEFAULT '7', shard-b hasn't");

        bucket.tellDirectory("delete from tessera_directory.move_definitions");
        assertThatThrownBy(() -> bucket.complete(move))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("the changelog hasn't");

        unlogged(
                0,
                "alter table " + original + " drop column c",
                "create table " + move.frozenSchema() + ".notes (n int)");
        assertThatThrownBy(() -> bucket.complete(move))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining("holds [notes], which the move didn't make");

        unlogged(0, "drop table " + move.frozenSchema() + ".notes");
        assertThat(bucket.complete(move)).isEqualTo(MovePhase.DONE);
    }

    @Test
    void checkOfTheCopy_thatCameAtTheFence_bringsTheSourceBack() throws Exception {
        Move move = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);

        refused(
                move,
                AT_THE_FENCE,
                () -> unlogged(
                        1,
                        "alter table " + move.incomingSchema() + "." + users
                                + " add constraint adults check (version > 0)"),
                users + ": shard-b has CONSTRAINT `adults` CHECK ((`version` > 0)), shard-a hasn't");

        assertThat(passed).containsSubsequence("fence:after-act", "unfence:after-act");
        assertThat(passed).doesNotContain("target-live:before-act");
        assertThat(bucket.home()).isEqualTo(TwoShardCluster.A);
        assertThat(TravellingBucket.tablesIn(mysql.server(0), "tessera")).contains(users);
        new Abortion(new MoverContext(cluster, OPTIONS, Milestones.none(), "a test")).run(move.moveId());
    }

    @Test
    void backupOfTheTarget_failsTheAttempt_andIsNamed() throws Exception {
        Move move = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);
        ExecutorService mover = Executors.newSingleThreadExecutor();
        try (Connection backup = mysql.server(1).connect();
                Statement statement = backup.createStatement()) {
            Future<?> end = mover.submit(
                    () -> bucket.run(move, once(AT_THE_FENCE, () -> statement.execute("lock instance for backup"))));

            Eventually.within(SOON, () -> end.isDone() || givenUp(move).isPresent(), "an attempt was given up");

            assertThat(givenUp(move).orElseThrow())
                    .startsWith("shard-b did not let its tables go live within ")
                    .contains(": on shard-b connection ", " of root@", " holds BACKUP LOCK")
                    .hasSizeLessThan(200);
            assertThat(passed).containsSubsequence("fence:after-act", "unfence:after-act");
            assertThat(end).as("it goes on trying").isNotDone();
            assertThat(cluster.journal().get(move.moveId()).failure()).isEmpty();
            statement.execute("unlock instance");
            cluster.journal().requestState(move.moveId(), DesiredState.ABORT);
            Eventually.within(SOON, end::isDone, "it goes the way it is told");
            assertThat(bucket.phase(move)).isEqualTo(MovePhase.ABORTED);
        } finally {
            mover.shutdownNow();
        }
        assertThat(bucket.home()).isEqualTo(TwoShardCluster.A);
    }

    @Test
    void dumpThatHoldsTheCopy_andASettingOfTheTarget_areWaitedForByName_withoutAFence() throws Exception {
        Move move = bucket.open(TwoShardCluster.B, OpenReversePolicy.CLOSED);
        ExecutorService mover = Executors.newSingleThreadExecutor();
        try (Connection dump = mysql.server(1).connect();
                Statement statement = dump.createStatement()) {
            Future<?> end = mover.submit(() -> bucket.run(move, once(BEFORE_THE_FENCE, () -> {
                statement.execute("start transaction");
                statement
                        .executeQuery("select count(*) from " + move.incomingSchema() + "." + users)
                        .close();
                mysql.server(1).execute("set global sync_binlog = 0");
            })));

            awaitWaiting(end, move, "shard-b has sync_binlog=0; a move needs 1");
            mysql.server(1).execute("set global sync_binlog = 1");
            awaitWaiting(end, move, "on shard-b connection ", " holds " + users);
            assertThat(passed).doesNotContain(AT_THE_FENCE);

            statement.execute("commit");
            end.get(60, TimeUnit.SECONDS);
        } finally {
            mover.shutdownNow();
        }
        assertThat(cluster.journal().steps(move.moveId()))
                .noneMatch(step -> step.step().equals("cutover-attempt"));
    }

    private void awaitWaiting(Future<?> end, Move move, String... words) {
        Eventually.within(
                SOON,
                () -> end.isDone()
                        || cluster.journal()
                                .get(move.moveId())
                                .waitsFor()
                                .filter(why -> Stream.of(words).allMatch(why::contains))
                                .isPresent(),
                () -> "waits for " + String.join("", words) + ", but "
                        + cluster.journal().get(move.moveId()).waitsFor());
        assertThat(end).as("the move").isNotDone();
    }

    private Optional<String> givenUp(Move move) {
        return cluster.journal().steps(move.moveId()).stream()
                .filter(step -> step.step().equals("cutover-attempt"))
                .map(step -> step.note().orElse(""))
                .findFirst();
    }

    private void refused(Move move, String point, Act act, String difference) {
        assertThatThrownBy(() -> bucket.run(move, once(point, act)))
                .isInstanceOf(MoveRefusedException.class)
                .hasMessageContaining(difference)
                .hasMessageContaining("`shardctl move abort " + move.moveId() + "`");
        assertThat(cluster.journal().get(move.moveId()).failure().orElseThrow()).contains(difference);
    }

    private static void unlogged(int server, String... ddl) {
        mysql.server(server)
                .execute(Stream.concat(Stream.of("set sql_log_bin = 0"), Stream.of(ddl))
                        .toArray(String[]::new));
    }

    private interface Act {
        void run() throws SQLException;
    }

    private Milestones once(String point, Act act) {
        return reached -> {
            passed.add(reached);
            if (reached.equals(point) && passed.stream().filter(point::equals).count() == 1) {
                try {
                    act.run();
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        };
    }
}
