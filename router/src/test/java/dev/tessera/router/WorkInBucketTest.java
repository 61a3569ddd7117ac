package dev.tessera.router;

import static dev.tessera.router.RouterFixture.BUCKET_ON_A;
import static dev.tessera.router.RouterFixture.BUCKET_ON_B;
import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.ON_B;
import static dev.tessera.router.RouterFixture.countUsers;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.concurrent.CyclicBarrier;
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

@ExtendWith(LeakCheck.class)
class WorkInBucketTest {
    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3);

    private static RouterFixture cluster;
    private static ShardRouter router;

    @BeforeAll
    static void open() {
        cluster = RouterFixture.on(MYSQL);
        router = cluster.router();
    }

    @AfterAll
    static void close() {
        router.close();
        cluster.close();
    }

    @Test
    void workIsCommitted_onTheShardOfItsBucketAlone() {
        EntityId onA = cluster.newId(ON_A);
        EntityId onB = cluster.newId(ON_B);
        inserted(onA);
        inserted(onB);

        assertThat(exists(ON_A, onA)).isTrue();
        assertThat(exists(ON_B, onB)).isTrue();
        assertThat(RouterFixture.number(cluster.shard(0), userById(BUCKET_ON_A, onA)))
                .isOne();
        assertThat(RouterFixture.number(cluster.shard(1), userById(BUCKET_ON_B, onB)))
                .isOne();
    }

    @Test
    void workThatThrows_leavesNothingBehind_andItsOwnExceptionComesOut() {
        EntityId id = cluster.newId(ON_A);
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    insertUser(handle, id);
                    throw new IOException("changed my mind");
                }))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("changed my mind");
        assertThat(exists(ON_A, id)).isFalse();
    }

    @Test
    void idOfAnotherBucket_isRefusedByMySql() {
        EntityId elsewhere = cluster.newId(BUCKET_ON_A.lastSlot() + 1);
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    insertUser(handle, elsewhere);
                    return 0;
                }))
                .rootCause()
                .hasMessageContaining("users_03072_04095_slot");
    }

    @Test
    void slotThatThereIsNot_isRefused() {
        assertThatThrownBy(() -> router.inSlot(16_384, RouterFixture::countUsers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("slot 16384 is outside 0..16383");
        assertThatThrownBy(() -> router.inSlot(-1, RouterFixture::countUsers))
                .hasMessage("slot -1 is outside 0..16383");
    }

    @Test
    void secondStatementInAutocommit_isRefused() {
        assertThatThrownBy(() -> router.oneStatementInSlot(ON_A, handle -> {
                    countUsers(handle);
                    return countUsers(handle);
                }))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessage(
                        "refused: only inSlot and provableInSlot run a second statement: select count(*) from users");
    }

    @Test
    void workThatStartsOtherWork_isRefused() {
        assertThatThrownBy(
                        () -> router.inSlot(ON_A, outer -> router.oneStatementInSlot(ON_B, RouterFixture::countUsers)))
                .isInstanceOf(RouterException.class)
                .hasMessage("work in slot 3100 may not start work in slot 12300: it would be a second transaction;"
                        + " start it afterwards");
        assertThat(router.oneStatementInSlot(ON_B, RouterFixture::countUsers)).isNotNegative();
    }

    @Test
    void workMayNotEndTheTransactionOrChangeTheSession() {
        for (SqlAction action : new SqlAction[] {
            Connection::commit,
            Connection::rollback,
            connection -> connection.setAutoCommit(true),
            connection -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE),
            connection -> connection.setCatalog("mysql"),
            connection -> connection.unwrap(Connection.class),
            connection -> connection.prepareCall("call something()"),
        }) {
            assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                        action.on(handle.getConnection());
                        return 0;
                    }))
                    .isInstanceOf(StatementRefusedException.class);
        }
    }

    @Test
    void statementsMadeByHand_areCompiledToo() throws SQLException {
        EntityId id = cluster.newId(ON_B);
        inserted(id);
        int found = router.inSlot(ON_B, handle -> {
            try (Statement statement = handle.getConnection().createStatement();
                    ResultSet rows = statement.executeQuery("select user_id from users where user_id = " + id)) {
                assertThat(statement.getConnection()).isSameAs(handle.getConnection());
                return rows.next() ? 1 : 0;
            }
        });
        assertThat(found).isOne();
    }

    @Test
    void statementByHandOnAPhysicalTable_isRefused() {
        assertThatThrownBy(() -> router.inSlot(ON_B, handle -> {
                    try (Statement statement = handle.getConnection().createStatement()) {
                        return statement.executeUpdate("delete from users_13312_14335");
                    }
                }))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessageEndingWith(": delete from users_13312_14335");
    }

    @Test
    void batchesSavepointsAndTimeouts_workAsOnAPlainConnection() throws SQLException {
        EntityId first = cluster.newId(ON_A);
        EntityId second = cluster.newId(ON_A);
        EntityId third = cluster.newId(ON_A);
        router.inSlot(ON_A, handle -> {
            Connection connection = handle.getConnection();
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into users (user_id, handle, display_name, created_at, updated_at)"
                            + " values (?, ?, 'x', now(3), now(3))")) {
                insert.setQueryTimeout(1);
                addToBatch(insert, first);
                addToBatch(insert, second);
                assertThat(insert.executeBatch()).hasSize(2);
                Savepoint savepoint = connection.setSavepoint("before_third");
                addToBatch(insert, third);
                insert.executeBatch();
                connection.rollback(savepoint);
            }
            return 0;
        });
        assertThat(exists(ON_A, first)).isTrue();
        assertThat(exists(ON_A, second)).isTrue();
        assertThat(exists(ON_A, third)).isFalse();
    }

    @Test
    void resultsCanBeStreamed() {
        EntityId id = cluster.newId(ON_A);
        inserted(id);
        long rows =
                router.inSlot(
                        ON_A, handle -> handle
                                .createQuery("select user_id from users")
                                .setFetchSize(Integer.MIN_VALUE)
                                .mapTo(Long.class)
                                .stream()
                                .count());
        assertThat(rows)
                .isEqualTo(router.inSlot(ON_A, RouterFixture::countUsers).longValue());
    }

    @Test
    void twoTransactionsThatDeadlock_bothEndCommitted() throws Exception {
        EntityId first = inserted(cluster.newId(ON_A));
        EntityId second = inserted(cluster.newId(ON_A));
        int before = version(first) + version(second);
        AtomicInteger runs = new AtomicInteger();
        CyclicBarrier bothLocked = new CyclicBarrier(2);

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> one = threads.submit(() -> bumpBoth(first, second, runs, bothLocked));
            Future<Integer> other = threads.submit(() -> bumpBoth(second, first, runs, bothLocked));
            one.get(30, TimeUnit.SECONDS);
            other.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }

        assertThat(runs).hasValueGreaterThan(2);
        assertThat(version(first) + version(second)).isEqualTo(before + 4);
    }

    @Test
    void deadlockThatTheWorkSwallows_isRunAgainAllTheSame() throws Exception {
        EntityId first = inserted(cluster.newId(ON_A));
        EntityId second = inserted(cluster.newId(ON_A));
        int before = version(first) + version(second);
        AtomicInteger runs = new AtomicInteger();
        CyclicBarrier bothLocked = new CyclicBarrier(2);

        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> one = threads.submit(() -> bumpSwallowing(first, second, runs, bothLocked));
            Future<Integer> other = threads.submit(() -> bumpSwallowing(second, first, runs, bothLocked));
            one.get(30, TimeUnit.SECONDS);
            other.get(30, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }

        // A transaction that MySQL had ended must not go on in autocommit: each ran whole, and all of it counts.
        assertThat(version(first) + version(second)).isEqualTo(before + 6);
    }

    @Test
    void sessionsAreReadCommitted_withShortLockTimeouts() {
        String settings = router.inSlot(ON_A, handle -> handle.createQuery(
                        "select concat_ws(' ', @@transaction_isolation, @@lock_wait_timeout, @@innodb_lock_wait_timeout,"
                                + " @@time_zone)")
                .mapTo(String.class)
                .one());
        assertThat(settings).startsWith("READ-COMMITTED 5 2 ");
    }

    private static int bumpBoth(EntityId one, EntityId other, AtomicInteger runs, CyclicBarrier bothLocked) {
        return router.inSlot(ON_A, handle -> {
            boolean firstRun = runs.incrementAndGet() <= 2;
            bump(handle, one);
            if (firstRun) {
                await(bothLocked);
            }
            bump(handle, other);
            return 0;
        });
    }

    private static int bumpSwallowing(EntityId one, EntityId other, AtomicInteger runs, CyclicBarrier bothLocked) {
        return router.inSlot(ON_A, handle -> {
            boolean firstRun = runs.incrementAndGet() <= 2;
            bump(handle, one);
            if (firstRun) {
                await(bothLocked);
            }
            try {
                bump(handle, other);
            } catch (RuntimeException deadlock) {
                // As a careless piece of work would.
            }
            bump(handle, one);
            return 0;
        });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void bump(Handle handle, EntityId id) {
        handle.createUpdate("update users set version = version + 1 where user_id = :id")
                .bind("id", id.value())
                .execute();
    }

    private static int version(EntityId id) {
        return router.oneStatementInSlot(
                id.slot(), handle -> handle.createQuery("select version from users where user_id = :id")
                        .bind("id", id.value())
                        .mapTo(Integer.class)
                        .one());
    }

    private static EntityId inserted(EntityId id) {
        return router.inSlot(id.slot(), handle -> {
            insertUser(handle, id);
            return id;
        });
    }

    private static boolean exists(int slot, EntityId id) {
        return router.oneStatementInSlot(slot, handle -> handle.createQuery("select 1 from users where user_id = :id")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    private static String userById(BucketId bucket, EntityId id) {
        return "select count(*) from tessera.users_%s where user_id = %s".formatted(bucket, id);
    }

    private static void addToBatch(PreparedStatement insert, EntityId id) throws SQLException {
        insert.setLong(1, id.value());
        insert.setString(2, "user" + id);
        insert.addBatch();
    }

    @FunctionalInterface
    private interface SqlAction {
        void on(Connection connection) throws SQLException;
    }
}
