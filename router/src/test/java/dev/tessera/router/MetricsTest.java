package dev.tessera.router;

import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.ON_B;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.proxy.BreakableProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a router says of itself, checked against what was done with it. */
@ExtendWith(LeakCheck.class)
class MetricsTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    private RouterFixture cluster;
    private ShardRouter router;

    @BeforeEach
    void open() {
        cluster = RouterFixture.on(MYSQL);
        router = cluster.router();
    }

    @AfterEach
    void close() {
        router.close();
        cluster.close();
    }

    @Test
    void statementsAreCounted_onTheShardThatRanThem() {
        for (int i = 0; i < 5; i++) {
            insert(cluster.newId(ON_A));
        }
        router.inSlot(ON_B, handle -> RouterFixture.countUsers(handle) + RouterFixture.countUsers(handle));

        assertThat(shardA().statements()).isEqualTo(5);
        assertThat(shardA().acquireSeconds().count()).isEqualTo(5);
        assertThat(shardB().statements()).isEqualTo(2);
        assertThat(shardB().acquireSeconds().count()).isEqualTo(1);
        assertThat(shardA().transactions()).isEqualTo(5);
        assertThat(shardA().commitSeconds().count()).isEqualTo(5);
        assertThat(shardB().transactions()).isOne();
        assertThat(router.metrics().compiledRoutes()).isEqualTo(2);
        assertThat(shardA().errors()).containsOnlyKeys(ErrorKind.values()).allSatisfy((kind, count) -> assertThat(count)
                .isZero());
        assertThat(shardA().retries()).containsOnlyKeys(RetryCause.values());
    }

    @Test
    void workOfOneStatement_isNoTransaction_norIsWhatWasRolledBackACommit() {
        router.oneStatementInSlot(ON_A, RouterFixture::countUsers);
        assertThat(shardA().transactions()).isZero();
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertThat(shardA().transactions()).isOne();
        assertThat(shardA().commitSeconds().count()).isZero();
    }

    @Test
    void statementAcrossShards_isCountedOnEachOfThem() {
        router.acrossShards("select count(*) from users", Duration.ofSeconds(20));
        assertThat(shardA().acrossShardsReads()).isOne();
        assertThat(shardB().acrossShardsReads()).isOne();
    }

    @Test
    void durationsAreSeconds_inGrowingBuckets() {
        router.oneStatementInSlot(ON_A, RouterFixture::countUsers);
        router.oneStatementInSlot(ON_A, handle -> handle.createQuery(
                        "select sleep(0.3) from users right join" + " (select 1 as one) as one_row on true")
                .mapTo(Integer.class)
                .one());

        Histogram seconds = shardA().statementSeconds();
        assertThat(seconds.count()).isEqualTo(2);
        assertThat(seconds.sum()).isBetween(0.3, 10.0);
        assertThat(upTo(seconds, 0.25)).isOne();
        assertThat(upTo(seconds, 10)).isEqualTo(2);
        assertThat(seconds.buckets()).isSortedAccordingTo((one, next) -> Long.compare(one.count(), next.count()));
    }

    @Test
    void duplicateKey_isCountedAsSuch_andNotRunAgain() {
        EntityId id = cluster.newId(ON_A);
        insert(id);
        assertThatThrownBy(() -> insert(id)).hasMessageContaining("duplicate entry for key");

        assertThat(shardA().errors(ErrorKind.DUPLICATE)).isOne();
        assertThat(shardA().retries())
                .allSatisfy((cause, count) -> assertThat(count).isZero());
    }

    @Test
    void deadlock_isCountedWithTheRetryThatFollows() throws Exception {
        EntityId first = cluster.newId(ON_A);
        EntityId second = cluster.newId(ON_A);
        insert(first);
        insert(second);
        CyclicBarrier bothLocked = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Integer> end : List.of(
                    threads.submit(() -> bumpBoth(first, second, bothLocked)),
                    threads.submit(() -> bumpBoth(second, first, bothLocked)))) {
                end.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(shardA().errors(ErrorKind.DEADLOCK)).isOne();
        assertThat(shardA().retries(RetryCause.DEADLOCK)).isOne();
        assertThat(shardB().retries(RetryCause.DEADLOCK)).isZero();
    }

    @Test
    void connectionsInUse_areCounted_andNoneAfterwards() throws Exception {
        CountDownLatch inside = new CountDownLatch(3);
        CountDownLatch mayEnd = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<Integer>> works = List.of(
                    threads.submit(() -> hold(inside, mayEnd)),
                    threads.submit(() -> hold(inside, mayEnd)),
                    threads.submit(() -> hold(inside, mayEnd)));
            assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shardA().poolActive()).isEqualTo(3);
            assertThat(shardA().threadsUsed()).isEqualTo(3);
            assertThat(shardB().threadsUsed()).isZero();
            mayEnd.countDown();
            for (Future<Integer> work : works) {
                work.get(10, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(shardA().poolActive()).isZero();
        assertThat(shardA().poolPending()).isZero();
        assertThat(shardA().threadsUsed()).isZero();
        assertThat(shardA().poolIdle()).isPositive();
    }

    @Test
    void killedShard_isDown_andItsRequestsAreCountedAsUnavailable() {
        router.oneStatementInSlot(ON_A, RouterFixture::countUsers);
        cluster.shard(0).kill();
        Eventually.within(Duration.ofSeconds(5), () -> !shardA().isUp(), "shard-a is known to be down");
        assertThatThrownBy(() -> router.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                .isInstanceOf(ShardUnavailableException.class);

        assertThat(shardA().problem()).contains("it doesn't answer");
        assertThat(shardA().errors(ErrorKind.UNAVAILABLE)).isOne();
        assertThat(shardA().statements()).isOne();
        assertThat(shardB().isUp()).isTrue();

        cluster.shard(0).start();
        Eventually.within(Duration.ofSeconds(5), () -> shardA().isUp(), "shard-a is up");
    }

    @Test
    void shardAtANewAddress_goesOnCounting() throws Exception {
        insert(cluster.newId(ON_A));
        try (BreakableProxy detour = BreakableProxy.inFrontOf(cluster.shard(0))) {
            cluster.setAddress("shard-a", detour.address());
            Eventually.within(Duration.ofSeconds(5), () -> detour.connections() > 0, "the new address is used");
            insert(cluster.newId(ON_A));
            assertThat(shardA().statements()).isEqualTo(2);
            cluster.setAddress("shard-a", cluster.shard(0).address());
            Eventually.within(Duration.ofSeconds(15), () -> detour.connections() == 0, "the old pool is drained");
        }
    }

    @Test
    void snapshotAges_whileTheDirectoryIsDown() {
        assertThat(router.metrics().directoryProblem()).isEmpty();
        cluster.directory().kill();
        try {
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> router.metrics().snapshotAge().toMillis() > 1_500,
                    "the snapshot ages");
            assertThat(router.metrics().directoryProblem()).contains("it doesn't answer");
        } finally {
            cluster.directory().start();
        }
        Eventually.within(
                Duration.ofSeconds(10),
                () -> router.metrics().directoryProblem().isEmpty(),
                "the directory confirms the snapshot");
        assertThat(router.metrics().snapshotAge()).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void routerThatStartedFromWhatWasSaved_saysSo_andDoesNotSaveItAsNew(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("snapshot");
        RouterConfig config = cluster.config().withSnapshotFile(file);
        ShardRouters.open(config).close();
        String saved = Files.readString(file);
        cluster.directory().kill();
        try (ShardRouter degraded = ShardRouters.open(config)) {
            RouterMetrics metrics = degraded.metrics();
            assertThat(metrics.directoryProblem().orElseThrow())
                    .startsWith("it hasn't answered since the start; working with what was saved at ");
            assertThat(metrics.snapshotVersion()).isEqualTo(router.placements().version());
            assertThat(metrics.snapshotAge()).isPositive();
            assertThat(file).hasContent(saved);
            cluster.directory().start();
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> degraded.metrics().directoryProblem().isEmpty(),
                    "the directory confirms the snapshot");
        }
    }

    private ShardMetrics shardA() {
        return shard("shard-a");
    }

    private ShardMetrics shardB() {
        return shard("shard-b");
    }

    private ShardMetrics shard(String name) {
        ShardMetrics metrics = router.metrics().shards().get(new ShardName(name));
        assertThat(metrics).as(name).isNotNull();
        return metrics;
    }

    private static long upTo(Histogram histogram, double bound) {
        return histogram.buckets().stream()
                .filter(bucket -> bucket.upperBound() == bound)
                .mapToLong(Histogram.Bucket::count)
                .sum();
    }

    private void insert(EntityId id) {
        router.inSlot(ON_A, handle -> {
            insertUser(handle, id);
            return 0;
        });
    }

    private int hold(CountDownLatch inside, CountDownLatch mayEnd) {
        return router.inSlot(ON_A, handle -> {
            int users = RouterFixture.countUsers(handle);
            inside.countDown();
            await(mayEnd);
            return users;
        });
    }

    private int bumpBoth(EntityId one, EntityId other, CyclicBarrier bothLocked) {
        boolean[] ran = {false};
        return router.inSlot(ON_A, handle -> {
            bump(handle, one);
            if (!ran[0]) {
                ran[0] = true;
                await(bothLocked);
            }
            bump(handle, other);
            return 0;
        });
    }

    private static void bump(Handle handle, EntityId id) {
        handle.createUpdate("update users set version = version + 1 where user_id = ?")
                .bind(0, id.value())
                .execute();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
