package dev.tessera.ops.move.phases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.move.run.MoveOutcome;
import dev.tessera.ops.move.run.MovePlanner;
import dev.tessera.ops.move.run.MoveWatch;
import dev.tessera.ops.move.run.Mover;
import dev.tessera.ops.move.run.OpenReversePolicy;
import dev.tessera.ops.move.throttle.Sleepers;
import dev.tessera.ops.move.throttle.ThrottleLimits;
import dev.tessera.ops.move.throttle.ThrottleLimitsJson;
import dev.tessera.ops.move.throttle.ThrottleMetric;
import dev.tessera.ops.move.transfer.spec.BinlogGapException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketSelection;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole move while the servers are busier than its limits allow. */
@ExtendWith(LeakCheck.class)
class ThrottledMoveTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int BUSY = 8;
    private static final ThrottleLimits TIGHT =
            new ThrottleLimits(Map.of(ThrottleMetric.THREADS_RUNNING, 3L), List.of());
    private static final Pattern ELAPSED = Pattern.compile("\"elapsed_s\": ?(\\d+)");

    private final ExecutorService mover = Executors.newSingleThreadExecutor();
    private MoveOptions options = MoveOptions.defaults().withDiskUnchecked();
    private TwoShardCluster shards;
    private Cluster cluster;
    private BucketId bucket;

    @BeforeEach
    void aCluster() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        cluster = shards.cluster();
        bucket = shards.bucketOn(TwoShardCluster.A);
    }

    @AfterEach
    void close() throws InterruptedException {
        mover.shutdownNow();
        assertThat(mover.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        shards.close();
    }

    @Test
    void moveOfABusyShard_saysWhyItWaits_andGoesOnWhenItsLimitIsLifted() throws Exception {
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            Move move = open(Milestones.none(), TIGHT);
            Future<MovePhase> end = start(Milestones.none(), move);
            awaitHeld(move);
            assertThat(now(move).phase()).isEqualTo(MovePhase.COPYING);
            assertThat(now(move).progress().orElseThrow()).contains("threads running on shard-a");

            tune(move, ThrottleLimits.none());

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
        }
    }

    @Test
    void moveThatIsHeld_canBePausedAndAborted() throws Exception {
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            Move move = open(Milestones.none(), TIGHT);
            Future<MovePhase> end = start(Milestones.none(), move);
            awaitHeld(move);
            cluster.journal().requestState(move.moveId(), DesiredState.PAUSE);
            Eventually.within(SOON, () -> now(move).leaseHolder().isEmpty(), "it pauses");
            cluster.journal().requestState(move.moveId(), DesiredState.RUN);
            awaitHeld(move);
            cluster.journal().requestState(move.moveId(), DesiredState.ABORT);

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(MovePhase.ABORTED);
        }
    }

    /** Until its catch-up asks for them may take hours yet. */
    @Test
    void copyThatIsHeldForLongerThanTheSourceKeepsItsBinlogs_endsWhenTheyAreGone() throws Exception {
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            Move move = open(Milestones.none(), TIGHT);
            Future<MovePhase> end = start(Milestones.none(), move);
            awaitHeld(move);
            assertThat(now(move).progress().orElseThrow()).containsPattern("\"binlogs_until\": ?\"20");
            mysql.server(0).execute(rows());

            mysql.server(0).execute("flush binary logs", "purge binary logs before now() + interval 1 hour");

            assertThatThrownBy(() -> end.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(BinlogGapException.class);
            assertThat(now(move).phase()).isEqualTo(MovePhase.COPYING);
            assertThat(now(move).failure().orElseThrow()).contains("has purged binlogs that this move still needs");
            assertThatThrownBy(() -> start(Milestones.none(), move).get(30, TimeUnit.SECONDS))
                    .as("resumed")
                    .hasCauseInstanceOf(BinlogGapException.class);
        }
    }

    @Test
    void fence_isNotTakenWhileALimitIsExceeded() throws Exception {
        Move move = open(Milestones.none(), ThrottleLimits.none());
        cluster.journal().setCutoverMode(move.moveId(), CutoverMode.MANUAL);
        Future<MovePhase> end = start(Milestones.none(), move);
        Eventually.within(SOON, () -> now(move).phase() == MovePhase.CUTOVER, "it is ready");
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            tune(move, TIGHT);
            awaitSteered(move);
            cluster.journal().setCutoverMode(move.moveId(), CutoverMode.NOW);
            awaitHeld(move);
            assertThat(cluster.journal().steps(move.moveId()))
                    .noneMatch(step -> step.step().equals("cutover-attempt"));
        }
        assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
    }

    @Test
    void limitsExceededBehindTheFence_keepTheDrainFromNothing() throws Exception {
        Move[] opened = new Move[1];
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            Milestones milestones = point -> {
                if (point.equals("fence:before-act")) {
                    tune(
                            opened[0],
                            new ThrottleLimits(
                                    Map.of(ThrottleMetric.THREADS_RUNNING, 3L, ThrottleMetric.BYTES_PER_SECOND, 1L),
                                    List.of()));
                    awaitSteered(opened[0]);
                    mysql.server(0).execute(rows());
                }
            };
            opened[0] = open(milestones, ThrottleLimits.none());

            assertThat(start(milestones, opened[0]).get(60, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
        }
        assertThat(cluster.journal().steps(opened[0].moveId()))
                .noneMatch(step -> step.step().equals("cutover-attempt"));
    }

    /** A large bucket is read whole once more, and by then people use it at its new home. */
    @Test
    void comparisonAfterTheSwitch_isHeldToo() throws Exception {
        options = options.withTransfer(options.transfer().withSmallBucketRows(1));
        mysql.server(0).execute(rows());
        Move[] opened = new Move[1];
        Milestones milestones = point -> {
            if (point.equals("compare-after-switch:before-act")) {
                tune(opened[0], TIGHT);
                awaitSteered(opened[0]);
            }
        };
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            opened[0] = open(milestones, ThrottleLimits.none());
            Future<MovePhase> end = start(milestones, opened[0]);
            awaitHeld(opened[0]);
            assertThat(now(opened[0]).phase()).isEqualTo(MovePhase.SWITCHED);
            assertThat(OriginalsComparison.isMade(cluster, opened[0])).isFalse();

            tune(opened[0], ThrottleLimits.none());

            assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
            assertThat(OriginalsComparison.isMade(cluster, opened[0])).isTrue();
        }
    }

    @Test
    void completion_isHeldBeforeItDropsATable_andGoesOnWhenItsLimitIsLifted() throws Exception {
        Move move = open(Milestones.none(), ThrottleLimits.none());
        assertThat(start(Milestones.none(), move).get(30, TimeUnit.SECONDS)).isEqualTo(MovePhase.SWITCHED);
        Optional<String> copied = now(move).progress();

        assertThat(completedAfterBeingHeld(move)).isEqualTo(MovePhase.DONE);
        assertThat(now(move).progress()).isEqualTo(copied);
    }

    /** Its mover was killed before it compared. */
    @Test
    void comparisonThatTheCompletionMakes_isHeldToo() throws Exception {
        options = options.withTransfer(options.transfer().withSmallBucketRows(1));
        mysql.server(0).execute(rows());
        Milestones killed = point -> {
            if (point.equals("compare-after-switch:before-act")) {
                throw new IllegalStateException("killed");
            }
        };
        Move move = open(killed, ThrottleLimits.none());
        assertThatThrownBy(() -> start(killed, move).get(30, TimeUnit.SECONDS))
                .hasStackTraceContaining("unexpected failure: IllegalStateException");
        assertThat(OriginalsComparison.isMade(cluster, move)).isFalse();

        assertThat(completedAfterBeingHeld(move)).isEqualTo(MovePhase.DONE);
        assertThat(OriginalsComparison.isMade(cluster, move)).isTrue();
    }

    /** Paused before it was switched, and never resumed. */
    private MovePhase completedAfterBeingHeld(Move move) throws Exception {
        cluster.journal().requestState(move.moveId(), DesiredState.PAUSE);
        tune(move, TIGHT);
        Queue<String> told = new ConcurrentLinkedQueue<>();
        try (Sleepers ignored = Sleepers.on(mysql.server(0), BUSY)) {
            Future<MovePhase> end = mover.submit(() -> new Completion(
                            new MoverContext(cluster, options.withoutWaitingForGrace(), Milestones.none(), "a test"),
                            told::add)
                    .run(move.moveId()));
            awaitHeld(move);
            Eventually.within(
                    SOON,
                    () -> told.stream().anyMatch(why -> why.contains("threads running on shard-a")),
                    () -> "it says that it waits for threads, but says " + told);
            assertThat(now(move).phase()).isEqualTo(MovePhase.SWITCHED);

            tune(move, ThrottleLimits.none());

            return end.get(30, TimeUnit.SECONDS);
        }
    }

    private Move open(Milestones milestones, ThrottleLimits limits) {
        MovePlanner planner = new MovePlanner(cluster, true, false, OpenReversePolicy.CLOSED);
        BucketSelection selection = BucketSelection.of(bucket);
        return mover(milestones)
                .open(planner.plan(selection, TwoShardCluster.B), CutoverMode.AUTO, limits)
                .get(0);
    }

    private Future<MovePhase> start(Milestones milestones, Move move) {
        return mover.submit(() -> {
            MoveOutcome outcome = mover(milestones)
                    .run(List.of(move), new ConcurrencyLimits(1, 1))
                    .get(0);
            outcome.failure().ifPresent(failure -> {
                throw failure;
            });
            return outcome.phase();
        });
    }

    private Mover mover(Milestones milestones) {
        return new Mover(new MoverContext(cluster, options, milestones, "a test"), MoveWatch.none());
    }

    private void tune(Move move, ThrottleLimits limits) {
        cluster.journal().tune(move.moveId(), before -> ThrottleLimitsJson.print(limits));
    }

    private Move now(Move move) {
        return cluster.journal().get(move.moveId());
    }

    private void awaitHeld(Move move) {
        Eventually.within(
                SOON,
                () -> now(move)
                        .waitsFor()
                        .filter(why -> why.matches(".*threads running on shard-a: \\d+, limit 3; `shardctl move tune "
                                + move.moveId() + " --threads-running N` changes it.*"))
                        .isPresent(),
                () -> "it waits for threads, but " + now(move).waitsFor());
    }

    /** Until the mover has certainly looked at the directory once more, and measured. */
    private void awaitSteered(Move move) {
        long before = elapsed(move);
        Eventually.within(SOON, () -> elapsed(move) >= before + 2, "the mover looks at its limits");
    }

    private long elapsed(Move move) {
        Matcher elapsed = ELAPSED.matcher(now(move).progress().orElse(""));
        return elapsed.find() ? Long.parseLong(elapsed.group(1)) : 0;
    }

    /** Something to drain. */
    private String[] rows() {
        long user = (1L << 22) + ((long) bucket.firstSlot() << 8);
        String[] rows = new String[50];
        for (int i = 0; i < rows.length; i++) {
            rows[i] =
                    "insert into tessera.authored_comments_%s (user_id, comment_id, thread_id, created_at, version) values (%d, %d, 1, now(3), 1)"
                            .formatted(bucket, user, i);
        }
        return rows;
    }
}
