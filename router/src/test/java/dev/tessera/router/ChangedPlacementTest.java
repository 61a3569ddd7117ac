package dev.tessera.router;

import static dev.tessera.router.RouterFixture.BUCKET_ON_A;
import static dev.tessera.router.RouterFixture.BUCKET_ON_B;
import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.ON_B;
import static dev.tessera.router.RouterFixture.assertUnavailable;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.proxy.BreakableProxy;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Buckets, shards and addresses that change under a running router. */
@ExtendWith(LeakCheck.class)
class ChangedPlacementTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(4).cleanBeforeEach();

    private RouterFixture cluster;
    private ShardRouter router;

    @BeforeEach
    void open() {
        cluster = RouterFixture.on(MYSQL);
        router = cluster.router();
        RouterFixture.warmUp(router);
    }

    @AfterEach
    void close() {
        router.close();
        cluster.close();
    }

    @Test
    void bucketRenamedAwayDuringWork_isFoundAtItsNewHome() {
        EntityId id = cluster.newId(ON_A);
        moveEmptyBucket(BUCKET_ON_A);
        router.inSlot(ON_A, handle -> {
            insertUser(handle, id);
            return 0;
        });
        assertThat(RouterFixture.usersOn(cluster.shard(1), BUCKET_ON_A)).isOne();
    }

    @Test
    void bucketBetweenTwoHomes_isWaitedForAsLongAsTheBudget() {
        cluster.changeDirectory("update placements set state = 'cutover' where bucket = '" + BUCKET_ON_A + "'");
        fence(BUCKET_ON_A);
        try (ShardRouter impatient = ShardRouters.open(cluster.config().withRetryBudget(Duration.ofMillis(300)))) {
            assertThatThrownBy(() -> impatient.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                    .isInstanceOf(BucketMovedException.class)
                    .hasMessage("slot 3100 (bucket 03072_04095) has moved: still between two homes");
        }
    }

    @Test
    void fenceThatIsGivenUpBeforeTheDirectoryAnswers_isNoBrokenRule() {
        EntityId id = cluster.newId(ON_A);
        AtomicInteger runs = new AtomicInteger();
        router.inSlot(ON_A, handle -> {
            if (runs.incrementAndGet() > 1) {
                insertUser(handle, id);
                return 0;
            }
            fence(BUCKET_ON_A);
            try {
                insertUser(handle, id);
                return 0;
            } finally {
                giveUpFence(BUCKET_ON_A);
            }
        });
        assertThat(runs).hasValue(2);
        assertThat(RouterFixture.usersOn(cluster.shard(0), BUCKET_ON_A)).isOne();
    }

    @Test
    void tablesGoneThoughTheDirectorySaysLive_failsAtOnce() {
        cluster.shard(0).execute("drop table tessera.users_03072_04095");
        long begun = System.nanoTime();
        assertThatThrownBy(() -> router.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                .isInstanceOf(InvariantBrokenException.class)
                .hasMessageStartingWith(
                        "slot 3100 (bucket 03072_04095) has no tables on shard-a though the directory places it there");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void bucketThatMovedWhileTheDirectoryIsGone_isSaidToHaveMoved_andFoundWhenTheDirectoryIsBack() {
        Duration budget = Duration.ofMillis(300);
        try (ShardRouter impatient = ShardRouters.open(cluster.config().withRetryBudget(budget))) {
            impatient.oneStatementInSlot(ON_A, RouterFixture::countUsers);
            copyEmptyBucket(BUCKET_ON_A, cluster.shard(1));
            cluster.shard(0).execute("drop table tessera.users_03072_04095");
            cluster.directory().kill();
            try {
                Eventually.within(
                        Duration.ofSeconds(5),
                        () -> failureOf(impatient).toString().contains("can't be read"),
                        () -> "another failure: " + failureOf(impatient));
                assertThat(failureOf(impatient))
                        .isInstanceOf(BucketMovedException.class)
                        .hasMessage(
                                "slot 3100 (bucket 03072_04095) has moved: its new home can't be read from the directory: it doesn't answer");
                assertThat(impatient.oneStatementInSlot(ON_B, RouterFixture::countUsers))
                        .isZero();
            } finally {
                cluster.directory().start();
            }
            cluster.changeDirectory(
                    "update placements set shard = 'shard-b', epoch = epoch + 1 where bucket = '" + BUCKET_ON_A + "'");
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> impatient.placements().placement(ON_A).shard().equals(new ShardName("shard-b")),
                    "the directory is read again");
            assertThat(impatient.oneStatementInSlot(ON_A, RouterFixture::countUsers))
                    .isZero();
        }
    }

    @Test
    void epochThatGoesBackwards_isNeverAdopted() {
        cluster.changeDirectory("update placements set epoch = 9 where bucket = '" + BUCKET_ON_A + "'");
        Eventually.within(
                Duration.ofSeconds(5), () -> router.placements().placement(ON_A).epoch() == 9, "epoch 9 is known");
        long version = router.placements().version();
        cluster.changeDirectory(
                "update placements set epoch = 8, shard = 'shard-b' where bucket = '" + BUCKET_ON_A + "'");
        // Another change shows that the directory was read since.
        assertThat(router.oneStatementInSlot(ON_A, RouterFixture::countUsers)).isZero();
        cluster.changeDirectory(
                "update placements set epoch = 10, shard = 'shard-a' where bucket = '" + BUCKET_ON_A + "'");
        Eventually.within(
                Duration.ofSeconds(5), () -> router.placements().placement(ON_A).epoch() == 10, "epoch 10 is known");
        assertThat(router.placements().version()).isEqualTo(version + 2);
        assertThat(router.placements().placement(ON_A).shard()).isEqualTo(new ShardName("shard-a"));
    }

    @Test
    void serverThatIsNotKnownAsTheShard_isNotServed_untilItIsAccepted() {
        MySqlServer stranger = MYSQL.server(3);
        copyEmptyBucket(BUCKET_ON_A, stranger);
        cluster.setAddress("shard-a", stranger.address());
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.problemOf(new ShardName("shard-a")).stream()
                        .anyMatch(problem -> problem.startsWith("its server " + stranger.uuid() + " is not known")),
                "the stranger is noticed");
        assertUnavailable(router, ON_A);
        assertThat(router.oneStatementInSlot(ON_B, RouterFixture::countUsers)).isZero();

        accept("shard-a", stranger);
        Eventually.within(
                Duration.ofSeconds(5),
                () -> router.oneStatementInSlot(ON_A, RouterFixture::countUsers) == 0,
                "the stranger is served");
    }

    @Test
    void addressChangedUnderLoad_noWorkFails() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (BreakableProxy detour = BreakableProxy.inFrontOf(cluster.shard(0))) {
            List<Future<Integer>> workers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                workers.add(threads.submit(() -> countUntil(stop)));
            }
            for (int change = 0; change < 5; change++) {
                String address =
                        change % 2 == 0 ? detour.address() : cluster.shard(0).address();
                cluster.setAddress("shard-a", address);
                ServerAddress expected = ServerAddress.parse(address);
                Eventually.within(
                        Duration.ofSeconds(2),
                        () -> expected.equals(router.placements().shards().get(new ShardName("shard-a"))),
                        "the new address is known");
            }
            cluster.setAddress("shard-a", cluster.shard(0).address());
            stop.set(true);
            for (Future<Integer> worker : workers) {
                assertThat(worker.get(30, TimeUnit.SECONDS)).isPositive();
            }
            Eventually.within(Duration.ofSeconds(15), () -> detour.connections() == 0, "the old pools are drained");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void tooManyWaitersForOneBucket_areSentAway_andOthersServed() throws Exception {
        cluster.changeDirectory("update placements set state = 'cutover' where bucket = '" + BUCKET_ON_A + "'");
        fence(BUCKET_ON_A);
        RouterConfig config = cluster.config().withMaxWaitersPerBucket(2).withRetryBudget(Duration.ofSeconds(2));
        ExecutorService threads = Executors.newFixedThreadPool(5);
        try (ShardRouter small = ShardRouters.open(config)) {
            List<Future<Throwable>> waiters = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                waiters.add(threads.submit(() -> failureOf(small)));
            }
            assertThat(small.oneStatementInSlot(ON_B, RouterFixture::countUsers))
                    .isZero();
            List<String> messages = new ArrayList<>();
            for (Future<Throwable> waiter : waiters) {
                messages.add(waiter.get(20, TimeUnit.SECONDS).getMessage());
            }
            assertThat(messages)
                    .containsOnly(
                            "slot 3100 (bucket 03072_04095) has moved: too many requests wait for it",
                            "slot 3100 (bucket 03072_04095) has moved: still between two homes")
                    .filteredOn(message -> message.endsWith("homes"))
                    .hasSize(2);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shardAddedToTheDirectory_servesWithoutRestart() {
        MySqlServer third = MYSQL.server(3);
        copyEmptyBucket(BUCKET_ON_B, third);
        cluster.changeDirectory("insert into shards (shard, address, created_at, updated_at) values ('shard-c', '"
                + third.address() + "', utc_timestamp(3), utc_timestamp(3))");
        accept("shard-c", third);
        cluster.shard(1).execute("drop table tessera.users_12288_13311");
        cluster.changeDirectory(
                "update placements set shard = 'shard-c', epoch = epoch + 1 where bucket = '" + BUCKET_ON_B + "'");

        router.inSlot(ON_B, handle -> {
            insertUser(handle, cluster.newId(ON_B));
            return 0;
        });
        assertThat(RouterFixture.usersOn(third, BUCKET_ON_B)).isOne();
    }

    /** As a mover does it: all tables of the bucket, at once, into a schema that the app can't reach. */
    private void fence(BucketId bucket) {
        cluster.shard(0).execute("create schema tessera_out_1", renames(bucket, "tessera", "tessera_out_1"));
    }

    private void giveUpFence(BucketId bucket) {
        cluster.shard(0).execute(renames(bucket, "tessera_out_1", "tessera"));
    }

    private static String renames(BucketId bucket, String from, String to) {
        return Stream.of("users", "authored_comments", "threads", "comments", "outbox", "idempotency_keys")
                .map(table -> BucketTables.physicalName(table, bucket))
                .map(table -> from + "." + table + " to " + to + "." + table)
                .collect(Collectors.joining(", ", "rename table ", ""));
    }

    private void accept(String shard, MySqlServer server) {
        cluster.changeDirectory("insert into shard_servers (server_uuid, shard, accepted_at, accepted_by) values ('"
                + server.uuid() + "', '" + shard + "', utc_timestamp(3), 'a test')");
    }

    private static Throwable failureOf(ShardRouter router) {
        try {
            throw new AssertionError(router.oneStatementInSlot(ON_A, RouterFixture::countUsers));
        } catch (RouterException failure) {
            return failure;
        }
    }

    private int countUntil(AtomicBoolean stop) {
        int runs = 0;
        while (!stop.get()) {
            router.inSlot(ON_A, handle -> {
                insertUser(handle, cluster.newId(ON_A));
                return 0;
            });
            runs++;
        }
        return runs;
    }

    /** From shard-a to shard-b, users only, behind the router's back; the directory is told last. */
    private void moveEmptyBucket(BucketId bucket) {
        copyEmptyBucket(bucket, cluster.shard(1));
        cluster.shard(0).execute("drop table tessera." + "users_%s".formatted(bucket));
        cluster.changeDirectory(
                "update placements set shard = 'shard-b', epoch = epoch + 1 where bucket = '" + bucket + "'");
    }

    private void copyEmptyBucket(BucketId bucket, MySqlServer target) {
        target.execute(
                "create schema if not exists tessera",
                "create user if not exists 'tessera_app'@'%' identified by '"
                        + cluster.config().password() + "'",
                "grant select, insert, update, delete on tessera.* to 'tessera_app'@'%'",
                ("create table tessera.users_%s (user_id bigint primary key, handle varbinary(255) unique,"
                                + " display_name varchar(200), version bigint not null default 1,"
                                + " created_at datetime(3), updated_at datetime(3))")
                        .formatted(bucket));
    }
}
