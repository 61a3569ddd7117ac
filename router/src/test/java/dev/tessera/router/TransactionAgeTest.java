package dev.tessera.router;

import static dev.tessera.router.RouterFixture.BUCKET_ON_A;
import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Transactions that last longer than one may. */
@ExtendWith(LeakCheck.class)
class TransactionAgeTest {
    private static final Duration MAX_AGE = Duration.ofMillis(300);
    private static final String TOO_OLD =
            "the transaction in slot 3100 \\(bucket 03072_04095\\) was rolled back at the age of \\d+ ms; it may last 300 ms";

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private static RouterFixture cluster;
    private static ShardRouter router;

    @BeforeAll
    static void open() {
        cluster = RouterFixture.on(MYSQL);
        router = ShardRouters.open(cluster.config().withMaxTransactionAge(MAX_AGE));
    }

    @AfterAll
    static void close() {
        router.close();
        cluster.close();
    }

    @Test
    void workThatThinksForTooLongTwice_losesItsLocksMeanwhile_andCommitsNothing() {
        EntityId id = cluster.newId(ON_A);
        long timeouts = timeouts();
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    insertUser(handle, id);
                    awaitNoLocks();
                    return 0;
                }))
                .isInstanceOf(TransactionTooOldException.class)
                .hasMessageMatching(TOO_OLD);
        assertThat(isThere(id)).isFalse();
        assertThat(timeouts()).isEqualTo(timeouts + 2);
    }

    @Test
    void workThatWasTooSlowOnce_isRunAgain() {
        EntityId id = cluster.newId(ON_A);
        long retries = shardA().retries(RetryCause.TOO_OLD);
        AtomicInteger runs = new AtomicInteger();
        router.inSlot(ON_A, handle -> {
            insertUser(handle, id);
            if (runs.incrementAndGet() == 1) {
                awaitNoLocks();
            }
            return 0;
        });
        assertThat(runs).hasValue(2);
        assertThat(isThere(id)).isTrue();
        assertThat(shardA().retries(RetryCause.TOO_OLD)).isEqualTo(retries + 1);
    }

    @Test
    void workThatWasTooSlow_isToldSo_alsoWhenNoTimeIsLeftToRunItAgain() {
        try (ShardRouter impatient = ShardRouters.open(
                cluster.config().withMaxTransactionAge(MAX_AGE).withRetryBudget(MAX_AGE))) {
            AtomicInteger runs = new AtomicInteger();
            assertThatThrownBy(() -> impatient.inSlot(ON_A, handle -> {
                        runs.incrementAndGet();
                        return handle.createQuery("select sleep(0.6)")
                                .mapTo(Integer.class)
                                .one();
                    }))
                    .isInstanceOf(TransactionTooOldException.class);
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void workThatGoesOnForTooLong_isToldSo_alsoWhenItSwallowsThat() {
        EntityId id = cluster.newId(ON_A);
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    insertUser(handle, id);
                    countUntilRefused(handle);
                    return 0;
                }))
                .isInstanceOf(TransactionTooOldException.class)
                .hasMessageMatching(TOO_OLD);
        assertThat(isThere(id)).isFalse();
    }

    @Test
    void slowStatement_isAnsweredButNotCommitted() {
        EntityId id = cluster.newId(ON_A);
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    insertUser(handle, id);
                    return handle.createQuery("select sleep(0.6)")
                            .mapTo(Integer.class)
                            .one();
                }))
                .isInstanceOfSatisfying(TransactionTooOldException.class, tooOld -> {
                    assertThat(tooOld.bucket()).isEqualTo(BUCKET_ON_A);
                    assertThat(tooOld.age()).isGreaterThan(MAX_AGE);
                });
        assertThat(isThere(id)).isFalse();
    }

    @Test
    void workThatWaitsForALock_isRunAgainByMySqlsTimeout_notEndedByItsAge() throws Exception {
        EntityId id = cluster.newId(ON_A);
        router.inSlot(ON_A, handle -> {
            insertUser(handle, id);
            return 0;
        });
        ExecutorService threads = Executors.newSingleThreadExecutor();
        CountDownLatch locked = new CountDownLatch(1);
        try {
            Future<?> other = threads.submit(() -> holdUntilARetry(id, locked));
            assertThat(locked.await(10, TimeUnit.SECONDS)).isTrue();
            router.inSlot(ON_A, handle -> handle.execute("update users set version = 2 where user_id = ?", id.value()));
            other.get(10, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
        assertThat(shardA().retries(RetryCause.LOCK_TIMEOUT)).isPositive();
    }

    @Test
    void workOfOneStatement_holdsNoTransactionOpen_andMayTakeLonger() {
        int slept = router.oneStatementInSlot(ON_A, handle -> handle.createQuery("select sleep(0.6)")
                .mapTo(Integer.class)
                .one());
        assertThat(slept).isZero();
    }

    private static void countUntilRefused(Handle handle) {
        Eventually.within(
                Duration.ofSeconds(10),
                () -> {
                    try {
                        RouterFixture.countUsers(handle);
                        return false;
                    } catch (RuntimeException swallowed) {
                        return true;
                    }
                },
                "a statement is refused");
    }

    private static void awaitNoLocks() {
        Eventually.within(
                Duration.ofSeconds(5),
                () -> RouterFixture.number(
                                cluster.shard(0),
                                "select count(*) from performance_schema.data_locks where object_schema = 'tessera'")
                        == 0,
                "MySQL has rolled back");
    }

    /** Holds the row from outside until the router has run its work again. */
    private static void holdUntilARetry(EntityId id, CountDownLatch locked) {
        try (Connection connection = cluster.shard(0).connect("tessera");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("update users_03072_04095 set version = 9 where user_id = " + id);
            locked.countDown();
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> shardA().retries(RetryCause.LOCK_TIMEOUT) > 0,
                    "MySQL has ended the wait");
            connection.rollback();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static long timeouts() {
        return shardA().errors(ErrorKind.TIMEOUT);
    }

    private static ShardMetrics shardA() {
        return Objects.requireNonNull(router.metrics().shards().get(new ShardName("shard-a")));
    }

    private static boolean isThere(EntityId id) {
        return router.oneStatementInSlot(ON_A, handle -> handle.createQuery("select 1 from users where user_id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }
}
