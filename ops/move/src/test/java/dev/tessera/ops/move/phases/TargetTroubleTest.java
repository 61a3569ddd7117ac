package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A target that can't take what it is given, in each phase that gives it something: the move stops and says why, its bucket is served where it was
 * all the time, and once the target is well again the move goes on and loses nothing.
 */
@ExtendWith(LeakCheck.class)
class TargetTroubleTest {
    /** More than a server's own files have. */
    private static final long LARGEST_FILE = 40L << 20;

    private static final Duration SOON = Duration.ofSeconds(60);
    /** A statement on rows is told by table, number and keys. */
    private static final String ROWS =
            "in: (insert|replace) into `tessera_in_\\d+`.`comments_\\d{5}_\\d{5}`, \\d+ rows?: keys? \\d+";

    private static final int ROWS_OF_THE_BUCKET = 500;
    private static final int ROWS_ON_TOP = 300;
    private static final int BYTES_OF_A_ROW = 60_000;

    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.fresh(2, spec -> spec.withOption("max_binlog_size", "4M"))
            .cleanBeforeEach();

    /** What befalls the target. */
    enum Trouble {
        FULL_DISK("is full"),
        READ_ONLY("--super-read-only"),
        SMALL_PACKETS("(?i)packet");

        private final String reason;

        /** @param reason that the move gives */
        Trouble(String reason) {
            this.reason = reason;
        }

        void strike(MySqlServer target) {
            switch (this) {
                case FULL_DISK -> target.limitFiles(LARGEST_FILE);
                case READ_ONLY -> target.execute("set global super_read_only = on");
                case SMALL_PACKETS -> target.execute("set global max_allowed_packet = 32768");
            }
        }

        void mend(MySqlServer target) {
            switch (this) {
                case FULL_DISK -> target.unlimitFiles();
                case READ_ONLY -> target.execute("set global super_read_only = off", "set global read_only = off");
                case SMALL_PACKETS -> target.execute("set global max_allowed_packet = 67108864");
            }
        }
    }

    private final MySqlServer source = mysql.server(0);
    private final MySqlServer target = mysql.server(1);
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private TwoShardCluster shards;
    private Cluster cluster;
    private BucketId bucket;
    private int rows;

    @BeforeEach
    void aFullBucket() throws SQLException {
        shards = TwoShardCluster.on(source, target);
        cluster = shards.cluster();
        bucket = shards.bucketOn(TwoShardCluster.A);
        write(ROWS_OF_THE_BUCKET);
    }

    @AfterEach
    void close() {
        for (Trouble trouble : Trouble.values()) {
            trouble.mend(target);
        }
        shards.close();
    }

    @ParameterizedTest
    @EnumSource
    void inTheCopy(Trouble trouble) throws Exception {
        write(ROWS_ON_TOP);
        stopsAndGoesOn(trouble, MovePhase.COPYING, "copy:before-act", () -> {});
    }

    @ParameterizedTest
    @EnumSource
    void inTheCatchUp(Trouble trouble) throws Exception {
        stopsAndGoesOn(trouble, MovePhase.CATCHING_UP, "phase-CATCHING_UP:after-journal", () -> write(ROWS_ON_TOP));
    }

    /** A session keeps the size of packets that it began with. */
    @ParameterizedTest
    @EnumSource(names = "SMALL_PACKETS", mode = EnumSource.Mode.EXCLUDE)
    void inTheDrain(Trouble trouble) throws Exception {
        stopsAndGoesOn(trouble, null, "fence:before-act", () -> write(ROWS_ON_TOP));
        assertThat(passed).containsSubsequence("fence:after-act", "unfence:after-act");
    }

    @ParameterizedTest
    @ValueSource(strings = {"copy:before-act", "phase-CATCHING_UP:after-journal", "phase-CUTOVER:after-journal"})
    void withoutAFreeConnection_itWaitsAndGoesOn(String point) throws Exception {
        Move move = open();
        ExecutorService mover = Executors.newSingleThreadExecutor();
        try (Connection kept = target.connect();
                Statement server = kept.createStatement()) {
            Future<MoveOutcome> end = mover.submit(() -> run(move, once(point, () -> {
                server.execute("set global max_connections = 1");
                write(ROWS_ON_TOP);
                endOthers(server);
            })));
            Eventually.within(
                    SOON,
                    () -> end.isDone()
                            || now(move)
                                    .waitsFor()
                                    .filter(why -> why.contains("Too many connections"))
                                    .isPresent(),
                    () -> "it waits for a connection, but " + now(move).waitsFor());
            assertThat(end).as("the move").isNotDone();
            write(1);

            server.execute("set global max_connections = 500");

            MoveOutcome outcome = end.get(60, TimeUnit.SECONDS);
            assertThat(outcome.phase()).as("%s", outcome.failure()).isEqualTo(MovePhase.SWITCHED);
        } finally {
            mover.shutdownNow();
        }
        assertThat(digest(target, "tessera")).isEqualTo(digest(source, move.frozenSchema()));
    }

    private static void endOthers(Statement server) throws SQLException {
        List<String> kills = new ArrayList<>();
        try (ResultSet others = server.executeQuery("select concat('kill ', id) from performance_schema.processlist"
                + " where id <> connection_id() and user not in ('system user', 'event_scheduler')")) {
            while (others.next()) {
                kills.add(others.getString(1));
            }
        }
        for (String kill : kills) {
            server.execute(kill);
        }
    }

    private interface Writing {
        void write() throws SQLException;
    }

    private void stopsAndGoesOn(Trouble trouble, @Nullable MovePhase stoppedIn, String point, Writing then)
            throws Exception {
        Move move = open();

        MoveOutcome stopped = run(move, once(point, () -> {
            trouble.strike(target);
            then.write();
        }));

        assertThat(stopped.failure()).as("phase " + stopped.phase()).isPresent();
        assertThat(stopped.failure().orElseThrow()).hasMessageFindingMatch(trouble.reason);
        assertThat(now(move).failure().orElseThrow())
                .containsPattern(trouble.reason)
                .hasSizeLessThan(400);
        if (trouble == Trouble.FULL_DISK) {
            assertThat(now(move).failure().orElseThrow()).containsPattern(ROWS);
        }
        PlantedValues.requireNoneIn(
                "what stopped it", printed(stopped.failure().orElseThrow()).lines());
        if (stoppedIn != null) {
            assertThat(now(move).phase()).isEqualTo(stoppedIn);
        }
        write(1);
        assertThat(cluster.placements().find(bucket).orElseThrow().shard()).isEqualTo(TwoShardCluster.A);

        trouble.mend(target);

        assertThat(run(move, Milestones.none()).phase()).isEqualTo(MovePhase.SWITCHED);
        assertThat(digest(target, "tessera"))
                .isEqualTo(digest(source, move.frozenSchema()))
                .startsWith(rows + " ");
    }

    private static String printed(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private Milestones once(String point, Writing act) {
        AtomicBoolean done = new AtomicBoolean();
        return reached -> {
            passed.add(reached);
            if (reached.equals(point) && done.compareAndSet(false, true)) {
                try {
                    act.write();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private Move open() {
        MovePlanner planner = new MovePlanner(cluster, true, false, OpenReversePolicy.CLOSED);
        BucketSelection selection = BucketSelection.of(bucket);
        return mover(Milestones.none())
                .open(planner.plan(selection, TwoShardCluster.B), CutoverMode.AUTO, ThrottleLimits.none())
                .get(0);
    }

    private MoveOutcome run(Move move, Milestones milestones) throws Exception {
        return mover(milestones).run(List.of(move), new ConcurrencyLimits(1, 1)).get(0);
    }

    private Mover mover(Milestones milestones) {
        return new Mover(
                new MoverContext(cluster, MoveOptions.defaults().withDiskUnchecked(), milestones, "a test"),
                MoveWatch.none());
    }

    private Move now(Move move) {
        return cluster.journal().get(move.moveId());
    }

    /** As an app would, and at once. */
    private void write(int count) throws SQLException {
        String sql =
                "insert into comments_%s (comment_id, thread_id, root_id, author_id, author_handle, body, created_at, updated_at)"
                                .formatted(bucket)
                        + " select (%d + n) << 22 | %d << 8, %d << 8, (%d + n) << 22 | %d << 8, 1, '%s', rpad('', %d, '%s '), now(3), now(3) from n"
                                .formatted(
                                        rows + 1,
                                        bucket.firstSlot(),
                                        bucket.firstSlot(),
                                        rows + 1,
                                        bucket.firstSlot(),
                                        PlantedValues.MARK,
                                        BYTES_OF_A_ROW,
                                        PlantedValues.MARK);
        try (Connection connection = source.connect("tessera");
                Statement statement = connection.createStatement()) {
            statement.execute("set session cte_max_recursion_depth = 100000");
            statement.execute(sql.replace(
                    " select ",
                    " with recursive n (n) as (select 1 union all select n + 1 from n where n < " + count
                            + ") select "));
            rows += count;
        }
    }

    private String digest(MySqlServer server, String schema) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select concat(count(*), ' ', bit_xor(crc32(concat_ws(',', comment_id, thread_id, root_id, body, created_at)))) from comments_%s"
                                .formatted(bucket))) {
            row.next();
            return row.getString(1);
        }
    }
}
