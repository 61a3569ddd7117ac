package dev.tessera.ops.move.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FenceTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration BUDGET = Duration.ofMillis(150);

    private TwoShardCluster shards;
    private BucketId bucket;
    private BucketSession session;
    private TableRename away;

    @BeforeEach
    void aBucketOnShardA() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        bucket = shards.bucketOn(TwoShardCluster.A);
        session = BucketSession.takeOver(shards.cluster().server(TwoShardCluster.A), new TreeSet<>(Set.of(bucket)));
        session.sql().execute("create schema tessera_out_1");
        SortedSet<String> tables = TablesOfBucket.in(session.sql(), "tessera", bucket);
        away = new TableRename(tables, "tessera", "tessera_out_1");
    }

    @AfterEach
    void close() {
        session.close();
        shards.close();
    }

    @Test
    void fenceIsTaken_whenNobodyHoldsTheTables() {
        try (Fence fence = new Fence(session)) {
            assertThat(fence.attempt(away, BUDGET)).isEmpty();
        }

        assertThat(TablesOfBucket.in(session.sql(), "tessera", bucket)).isEmpty();
        assertThat(TablesOfBucket.in(session.sql(), "tessera_out_1", bucket)).hasSize(6);
    }

    @Test
    void fenceIsGivenUpWithinItsBudget_whileATransactionHoldsOneTable() throws SQLException {
        try (Connection reader = mysql.server(0).connect("tessera");
                Statement statement = reader.createStatement();
                Fence fence = new Fence(session)) {
            statement.execute("start transaction");
            statement
                    .executeQuery("select count(*) from " + away.tables().last())
                    .close();

            // Without the watchdog the RENAME would wait as long as the transaction lasts.
            session.sql().execute("set session lock_wait_timeout = 600");
            Optional<String> refused = fence.attempt(away, BUDGET);

            assertThat(refused).contains("the fence was not taken within 150 ms");
            assertThat(TablesOfBucket.in(session.sql(), "tessera", bucket)).hasSize(6);
            statement.execute("commit");
            assertThat(fence.attempt(away, BUDGET)).isEmpty();
        }
    }

    /** To begin again would make clients wait longer. MySQL lets it finish, too; but nothing says that it will go on doing so. */
    @Test
    void renameThatWorks_isLetFinish_andItsSessionIsUnharmedByTheWatchdogAfterwards() {
        long kills = kills();
        try (Fence fence = new Fence(session)) {
            for (int round = 0; round < 20; round++) {
                assertThat(fence.attempt(away, Duration.ofMillis(round % 10))).isEmpty();
                assertThat(session.gtidExecuted()).isNotEmpty();
                session.sql().execute(away.back().sql());
            }
        }
        assertThat(kills()).isEqualTo(kills);
    }

    private long kills() {
        return session.sql()
                .query("show global status like 'Com_kill'", row -> row.getLong(2))
                .get(0);
    }

    @Test
    void zombiesRename_isRefused_afterItsLockWasTakenOver() {
        try (BucketSession heir = BucketSession.takeOver(
                        shards.cluster().server(TwoShardCluster.A), new TreeSet<>(Set.of(bucket)));
                Fence fence = new Fence(heir)) {
            assertThatThrownBy(() -> session.sql().execute(away.sql())).isInstanceOf(StatementFailedException.class);
            assertThat(TablesOfBucket.in(heir.sql(), "tessera", bucket)).hasSize(6);
            assertThat(fence.attempt(away, BUDGET)).isEmpty();
        }
    }
}
