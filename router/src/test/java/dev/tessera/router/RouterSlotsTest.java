package dev.tessera.router;

import static dev.tessera.router.RouterFixture.BUCKET_ON_A;
import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.ON_B;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Slots whose buckets are split and merged under a router that knows the old ones. */
@ExtendWith(LeakCheck.class)
class RouterSlotsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    private static final BucketId BEFORE_A = RouterFixture.bucket(2);
    private static final BucketId LOW_OF_A = new BucketId(3_072, 3_583);
    private static final BucketId HIGH_OF_A = new BucketId(3_584, 4_095);
    /** In {@link #HIGH_OF_A}, as {@link RouterFixture#ON_A} is in {@link #LOW_OF_A}. */
    private static final int HIGH_ON_A = 3_900;

    private static final int ON_BEFORE_A = 2_100;
    private static final ShardName SHARD_A = new ShardName("shard-a");

    private RouterFixture cluster;
    private HandSplit split;
    private ShardRouter router;

    @BeforeEach
    void open() {
        cluster = RouterFixture.on(MYSQL);
        split = new HandSplit(cluster, cluster.shard(0), "shard-a");
        router = cluster.router();
        RouterFixture.warmUp(router);
    }

    @AfterEach
    void close() {
        router.close();
        cluster.close();
    }

    @Test
    void splitBetweenTheAttemptsOfAReadOfBothHalves_leavesNothingOut() {
        EntityId low = inserted(ON_A);
        EntityId high = inserted(HIGH_ON_A);
        List<Set<Integer>> runs = new ArrayList<>();
        List<Long> found = router.inSlots(List.of(HIGH_ON_A, ON_A), (handle, slots) -> {
            runs.add(Set.copyOf(slots));
            if (runs.size() == 1) {
                splitA();
            }
            return usersIn(handle, slots);
        });
        assertThat(found).containsExactlyInAnyOrder(low.value(), high.value());
        assertThat(runs).containsExactly(Set.of(ON_A, HIGH_ON_A), Set.of(ON_A), Set.of(HIGH_ON_A));
    }

    @Test
    void mergeBetweenTheAttempts_readsEachRowOnce() {
        EntityId before = inserted(ON_BEFORE_A);
        EntityId after = inserted(ON_A);
        List<Set<Integer>> runs = new ArrayList<>();
        List<Long> found = router.inSlots(Set.of(ON_BEFORE_A, ON_A), (handle, slots) -> {
            runs.add(Set.copyOf(slots));
            if (runs.size() == 1) {
                split.run(List.of(BEFORE_A, BUCKET_ON_A), List.of(new BucketId(2_048, 4_095)));
            }
            return usersIn(handle, slots);
        });
        assertThat(found).containsExactlyInAnyOrder(before.value(), after.value());
        assertThat(runs).containsExactly(Set.of(ON_BEFORE_A), Set.of(ON_BEFORE_A, ON_A));
    }

    @Test
    void bucketThatWasRead_isNotReadAgain_whenTheNextOneIsSplit() {
        EntityId before = inserted(ON_BEFORE_A);
        EntityId low = inserted(ON_A);
        EntityId high = inserted(HIGH_ON_A);
        EntityId other = inserted(ON_B);
        List<Set<Integer>> runs = new ArrayList<>();
        List<Long> found = router.inSlots(List.of(ON_BEFORE_A, ON_A, HIGH_ON_A, ON_B), (handle, slots) -> {
            runs.add(Set.copyOf(slots));
            if (runs.size() == 2) {
                splitA();
            }
            return usersIn(handle, slots);
        });
        assertThat(found).containsExactlyInAnyOrder(before.value(), low.value(), high.value(), other.value());
        assertThat(runs)
                .containsExactly(
                        Set.of(ON_BEFORE_A), Set.of(ON_A, HIGH_ON_A), Set.of(ON_A), Set.of(HIGH_ON_A), Set.of(ON_B));
    }

    @Test
    void readOfSlots_mayNotWrite_norAskTwice() {
        assertThat(router.<Long, RuntimeException>inSlots(List.of(), RouterSlotsTest::usersIn))
                .isEmpty();
        EntityId id = cluster.newId(ON_A);
        assertThatThrownBy(() -> router.inSlots(List.of(ON_A), (handle, slots) -> {
                    insertUser(handle, id);
                    return List.of();
                }))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessageStartingWith("refused: inSlots only reads; work that writes names one slot: ");
        assertThatThrownBy(() -> router.inSlots(List.of(ON_A), (handle, slots) -> {
                    usersIn(handle, slots);
                    return usersIn(handle, slots);
                }))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessageStartingWith("refused: only inSlot and provableInSlot run a second statement: ");
        assertThat(RouterFixture.usersOn(cluster.shard(0), BUCKET_ON_A)).isZero();
    }

    @Test
    void readOfSlots_waitsForAllOfThemWithinOneBudget() throws Exception {
        cluster.changeDirectory("update placements set state = 'cutover' where shard = 'shard-a'");
        cluster.shard(0)
                .execute(
                        "create schema tessera_out_1",
                        HandSplit.rename(List.of(BEFORE_A, BUCKET_ON_A), "tessera", "tessera_out_1"));
        Duration budget = Duration.ofSeconds(2);
        ScheduledExecutorService mover = Executors.newSingleThreadScheduledExecutor();
        try (ShardRouter impatient = ShardRouters.open(cluster.config().withRetryBudget(budget))) {
            long begun = System.nanoTime();
            Future<?> givenBack = mover.schedule(this::giveBackTheFirst, 1_500, TimeUnit.MILLISECONDS);
            assertThatThrownBy(() -> impatient.inSlots(List.of(ON_A, ON_BEFORE_A), RouterSlotsTest::usersIn))
                    .isInstanceOf(BucketMovedException.class)
                    .hasMessage("slot 3100 (bucket 03072_04095) has moved: still between two homes");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(budget, budget.plusMillis(1_000));
            givenBack.get(10, TimeUnit.SECONDS);
        } finally {
            mover.shutdownNow();
        }
    }

    private void giveBackTheFirst() {
        cluster.shard(0).execute(HandSplit.rename(List.of(BEFORE_A), "tessera_out_1", "tessera"));
        cluster.changeDirectory("update placements set state = 'live' where bucket = '" + BEFORE_A + "'");
    }

    @Test
    void rowOfABucketThatWasSplit_isFoundWithTheOldMap_andWrittenToItsHalf() {
        EntityId low = inserted(ON_A);
        EntityId high = inserted(HIGH_ON_A);
        EntityId late = cluster.newId(HIGH_ON_A);
        AtomicInteger runs = new AtomicInteger();
        List<Long> found = router.inSlot(HIGH_ON_A, handle -> {
            if (runs.incrementAndGet() == 1) {
                splitA();
            }
            insertUser(handle, late);
            return usersIn(handle, Set.of(HIGH_ON_A));
        });
        assertThat(found).containsExactlyInAnyOrder(high.value(), late.value());
        assertThat(runs).hasValue(2);
        assertThat(router.placements().placement(HIGH_ON_A).bucket()).isEqualTo(HIGH_OF_A);
        List<Long> inTheOtherHalf = router.oneStatementInSlot(ON_A, handle -> usersIn(handle, Set.of(ON_A)));
        assertThat(inTheOtherHalf).containsExactly(low.value());
        assertThat(RouterFixture.usersOn(cluster.shard(0), HIGH_OF_A)).isEqualTo(2);
    }

    /** Whoever met the parent has its seat no longer once the half is met: the half has seats of its own. */
    @Test
    void seatInTheWaitingRoom_isThatOfTheBucketThatIsMet() throws Exception {
        RouterConfig config = cluster.config().withMaxWaitersPerBucket(1).withRetryBudget(Duration.ofSeconds(4));
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try (ShardRouter small = ShardRouters.open(config)) {
            RouterFixture.warmUp(small);
            List<Future<Throwable>> first = new ArrayList<>();
            assertThatThrownBy(() -> small.oneStatementInSlot(ON_A, handle -> {
                        if (first.isEmpty()) {
                            split.changeTables(List.of(BUCKET_ON_A), List.of(LOW_OF_A, HIGH_OF_A));
                            cluster.shard(0).execute(HandSplit.rename(List.of(LOW_OF_A), "tessera", "tessera_out_1"));
                            split.changeDirectory(List.of(BUCKET_ON_A), List.of(LOW_OF_A, HIGH_OF_A), "cutover", 2);
                            first.add(threads.submit(() -> failureOf(small)));
                            awaitMovedTwice(small);
                        }
                        return RouterFixture.countUsers(handle);
                    }))
                    .isInstanceOf(BucketMovedException.class)
                    .hasMessage("slot 3100 (bucket 03072_03583) has moved: too many requests wait for it");
            assertThat(first.get(0).get(20, TimeUnit.SECONDS))
                    .hasMessage("slot 3100 (bucket 03072_03583) has moved: still between two homes");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void placementsThatDoNotPartitionTheSlots_areNotAdopted() throws InterruptedException {
        PlacementSnapshot before = router.placements();
        cluster.changeDirectory("delete from placements where bucket = '" + BUCKET_ON_A + "'");
        String gap = "its version " + (before.version() + 1)
                + ": no bucket holds the slots 3072 to 4095: was `shardctl cluster init` finished?";
        assertDoubted(gap);
        assertDoubtedAtTheNextLooksToo(gap);
        cluster.changeDirectory(split.placement(BUCKET_ON_A, "live", 1), split.placement(HIGH_OF_A, "live", 2));
        assertDoubted("its version " + (before.version() + 2) + ": bucket 03584_04095 overlaps the one before it");
        assertThat(router.placements()).isEqualTo(before);
        assertThat(router.oneStatementInSlot(ON_A, RouterFixture::countUsers)).isZero();

        cluster.changeDirectory("delete from placements where bucket = '" + HIGH_OF_A + "'");
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.placements().version() == before.version() + 3,
                "what can be believed is adopted");
        assertThat(router.metrics().directoryProblem()).isEmpty();
    }

    @Test
    void epochOfASlotThatShrinks_isNotAdopted_thoughBothBucketsAreNew() {
        cluster.changeDirectory("update placements set epoch = 9 where bucket = '" + BUCKET_ON_A + "'");
        Eventually.within(
                Duration.ofSeconds(5), () -> router.placements().placement(ON_A).epoch() == 9, "epoch 9 is known");
        PlacementSnapshot before = router.placements();
        cluster.changeDirectory(
                "delete from placements where bucket = '" + BUCKET_ON_A + "'",
                split.placement(LOW_OF_A, "live", 10),
                split.placement(HIGH_OF_A, "live", 8));
        assertDoubted("slot 3584 went back from epoch 9 (bucket 03072_04095) to 8 (bucket 03584_04095) in its version "
                + (before.version() + 1) + ": refused");
        assertThat(router.placements()).isEqualTo(before);
    }

    @Test
    void rowOfAnotherBucket_isAnAlarm_andNotRunAgain_evenWhenTheWorkSwallowsIt() {
        EntityId elsewhere = cluster.newId(ON_BEFORE_A);
        EntityId own = cluster.newId(ON_A);
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    runs.incrementAndGet();
                    insertUser(handle, own);
                    try {
                        insertUser(handle, elsewhere);
                    } catch (RuntimeException refused) {
                        // As work that takes every failure for its sender's.
                    }
                    return 0;
                }))
                .isInstanceOf(InvariantBrokenException.class)
                .hasMessage("slot 3100 (bucket 03072_04095) on shard-a was to hold a row that isn't its own, and MySQL"
                        + " refused it: Check constraint 'users_03072_04095_slot' is violated. (error 3819, HY000)");
        assertThatThrownBy(() -> router.oneStatementInSlot(ON_A, handle -> {
                    insertUser(handle, elsewhere);
                    return 0;
                }))
                .isInstanceOf(InvariantBrokenException.class);
        assertThat(runs).hasValue(1);
        assertThat(RouterFixture.usersOn(cluster.shard(0), BUCKET_ON_A)).isZero();
        ShardMetrics shard = shardA(router);
        assertThat(shard.errors(ErrorKind.CHECK_VIOLATED)).isEqualTo(2);
        assertThat(shard.retries())
                .allSatisfy((cause, count) -> assertThat(count).isZero());
    }

    @Test
    void directoryOfAnotherFormat_isRefused_whateverWasSaved(@TempDir Path folder) {
        RouterConfig config = cluster.config().withSnapshotFile(folder.resolve("snapshot"));
        ShardRouters.open(config).close();
        String refusal = "the directory at " + config.directory() + "/" + cluster.schema() + " has %s, and this version"
                + " of Tessera reads format 3 alone: use the version that made the cluster, or make a new one with"
                + " `shardctl cluster init` in an empty schema";
        long version = router.placements().version();

        cluster.changeDirectory("update cluster set format = 4");
        assertThatThrownBy(() -> ShardRouters.open(config))
                .isInstanceOf(DirectoryFormatException.class)
                .hasMessage(refusal.formatted("format 4"));
        assertDoubted("its version " + (version + 1) + ": " + refusal.formatted("format 4"));
        assertThat(router.placements().version()).isEqualTo(version);

        cluster.changeDirectory("alter table cluster drop column format");
        assertThatThrownBy(() -> ShardRouters.open(config))
                .isInstanceOf(DirectoryFormatException.class)
                .hasMessage(refusal.formatted("format 1, in which ids carry buckets"));
        assertThat(router.oneStatementInSlot(ON_A, RouterFixture::countUsers)).isZero();
    }

    private void splitA() {
        split.run(List.of(BUCKET_ON_A), List.of(LOW_OF_A, HIGH_OF_A));
    }

    private EntityId inserted(int slot) {
        EntityId id = cluster.newId(slot);
        router.inSlot(slot, handle -> {
            insertUser(handle, id);
            return id;
        });
        return id;
    }

    private static List<Long> usersIn(Handle handle, Set<Integer> slots) {
        return handle.createQuery("select user_id from users where (user_id >> 8) & 16383 in (<slots>)")
                .bindList("slots", List.copyOf(slots))
                .mapTo(Long.class)
                .list();
    }

    private void assertDoubted(String problem) {
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.metrics().directoryProblem().stream().anyMatch(problem::equals),
                () -> router.metrics().directoryProblem().toString());
    }

    /** The look that failed must leave nothing behind, a transaction least of all. */
    private void assertDoubtedAtTheNextLooksToo(String problem) throws InterruptedException {
        for (int moment = 0; moment < 30; moment++) {
            Thread.sleep(50);
            assertThat(router.metrics().directoryProblem()).contains(problem);
        }
    }

    /** From the parent to the half, and once from the half: its seat is taken. */
    private static void awaitMovedTwice(ShardRouter router) {
        Eventually.within(
                Duration.ofSeconds(3),
                () -> shardA(router).retries(RetryCause.MOVED) >= 2,
                "somebody waits for the half");
    }

    private static Throwable failureOf(ShardRouter router) {
        try {
            throw new AssertionError(router.oneStatementInSlot(ON_A, RouterFixture::countUsers));
        } catch (RouterException failure) {
            return failure;
        }
    }

    private static ShardMetrics shardA(ShardRouter router) {
        return Objects.requireNonNull(router.metrics().shards().get(SHARD_A));
    }
}
