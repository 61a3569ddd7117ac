package dev.tessera.router;

import static dev.tessera.router.RouterFixture.BUCKET_ON_A;
import static dev.tessera.router.RouterFixture.ON_A;
import static dev.tessera.router.RouterFixture.insertUser;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.proxy.BreakableProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections cut around COMMIT, by a proxy between the router and a real shard. */
@ExtendWith(LeakCheck.class)
class CommitCutTest {
    private static final int ROUNDS = 20;

    @RegisterExtension
    static final MySqlExtension MYSQL = MySqlExtension.servers(3).cleanBeforeEach();

    private RouterFixture cluster;
    private BreakableProxy proxy;
    private ShardRouter router;

    @BeforeEach
    void open() {
        cluster = RouterFixture.on(MYSQL);
        proxy = BreakableProxy.inFrontOf(cluster.shard(0));
        cluster.setAddress("shard-a", proxy.address());
        router = cluster.router();
    }

    @AfterEach
    void close() {
        router.close();
        proxy.close();
        cluster.close();
    }

    @Test
    void cutBeforeCommitReachedTheServer_provableWorkIsRunAgainWithTheSameId() {
        List<EntityId> drawn = insertProvably((broken, when) -> broken.cutBefore(when, 1));
        assertEachIsThereOnce(drawn);
        assertThat(drawn).hasSize(ROUNDS);
    }

    @Test
    void cutAfterCommitWasForwarded_provableWorkIsThereOnce() {
        List<EntityId> drawn = insertProvably((broken, when) -> broken.cutAfterForwarding(when, 1));
        assertEachIsThereOnce(drawn);
        assertThat(drawn).hasSize(ROUNDS);
    }

    @Test
    void cutBetweenCommitAndAnswer_provableWorkIsThereOnce() {
        List<EntityId> drawn = insertProvably((broken, when) -> broken.cutBeforeAnswer(when, 1));
        assertEachIsThereOnce(drawn);
        assertThat(drawn).hasSize(ROUNDS);
    }

    @Test
    void cutAroundCommit_withoutProof_theClientIsToldThatTheOutcomeIsOpen() {
        EntityId id = cluster.newId(ON_A);
        proxy.cutBeforeAnswer("COMMIT"::equals, 1);
        assertThatThrownBy(() -> router.inSlot(ON_A, handle -> {
                    insertUser(handle, id);
                    return id;
                }))
                .isInstanceOfSatisfying(CommitOutcomeUnknownException.class, unknown -> assertThat(unknown.proof())
                        .isEmpty());
        assertThat(RouterFixture.usersOn(cluster.shard(0), BUCKET_ON_A)).isOne();
    }

    @Test
    void cutBeforeCommitWasSent_workIsRunAgain() {
        EntityId id = cluster.newId(ON_A);
        proxy.cutBefore(sql -> sql.startsWith("update users"), 1);
        int runs = router.inSlot(ON_A, new SlotWork<Integer, RuntimeException>() {
            private int runs;

            @Override
            public Integer run(Handle handle) {
                runs++;
                insertUser(handle, id);
                handle.execute("update users set version = 7");
                return runs;
            }
        });
        assertThat(runs).isEqualTo(2);
        assertThat(RouterFixture.usersOn(cluster.shard(0), BUCKET_ON_A)).isOne();
    }

    @Test
    void autocommittedWriteCutBeforeItsAnswer_isNotRepeatedBlindly() {
        EntityId id = cluster.newId(ON_A);
        proxy.cutBeforeAnswer(sql -> sql.startsWith("insert into users"), 1);
        assertThatThrownBy(() -> router.oneStatementInSlot(ON_A, handle -> {
                    insertUser(handle, id);
                    return id;
                }))
                .isInstanceOf(CommitOutcomeUnknownException.class);
    }

    @Test
    void readCutBeforeItsAnswer_isRepeated() {
        proxy.cutBeforeAnswer(sql -> sql.startsWith("select count(*)"), 1);
        assertThat(router.oneStatementInSlot(ON_A, RouterFixture::countUsers)).isZero();
    }

    /** One insert a round, each with one cut; every id that was ever drawn. */
    private List<EntityId> insertProvably(BiConsumer<BreakableProxy, Predicate<String>> fault) {
        List<EntityId> drawn = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            fault.accept(proxy, "COMMIT"::equals);
            router.provableInSlot(ON_A, new InsertUser(drawn));
        }
        return drawn;
    }

    private void assertEachIsThereOnce(List<EntityId> drawn) {
        assertThat(RouterFixture.usersOn(cluster.shard(0), BUCKET_ON_A)).isEqualTo(ROUNDS);
        assertThat(drawn).doesNotHaveDuplicates();
    }

    private final class InsertUser implements ProvableWork<EntityId, RuntimeException> {
        private final List<EntityId> drawn;

        InsertUser(List<EntityId> drawn) {
            this.drawn = drawn;
        }

        @Override
        public EntityId run(Handle handle, @Nullable EntityId notCommitted) {
            EntityId id = notCommitted == null ? draw() : notCommitted;
            insertUser(handle, id);
            return id;
        }

        private EntityId draw() {
            EntityId id = cluster.newId(ON_A);
            drawn.add(id);
            return id;
        }

        @Override
        public Proof proof(EntityId id) {
            return new Proof("users", "user_id", id.value());
        }
    }
}
