package dev.tessera.ops.move.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.TwoShardCluster;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetadataLockHoldersTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TwoShardCluster shards;
    private SqlSession session;
    private SortedSet<String> tables;

    @BeforeEach
    void aBucketOnShardA() {
        shards = TwoShardCluster.on(mysql.server(0), mysql.server(1));
        session = shards.cluster().server(TwoShardCluster.A).open();
        tables = TablesOfBucket.in(session, "tessera", shards.bucketOn(TwoShardCluster.A));
    }

    @AfterEach
    void close() {
        session.close();
        shards.close();
    }

    @Test
    void idleTransaction_isNamedWithItsTable() throws Exception {
        try (Connection reader = mysql.server(0).connect("tessera");
                Statement statement = reader.createStatement()) {
            statement.execute("start transaction");
            statement.executeQuery("select count(*) from " + tables.first()).close();

            assertThat(lasting())
                    .singleElement()
                    .asString()
                    .contains(" of root@")
                    .contains(" holds " + tables.first());
            statement.execute("commit");
        }
        assertThat(lasting()).isEmpty();
    }

    @Test
    void backupLock_isNamed() throws Exception {
        try (Connection backup = mysql.server(0).connect();
                Statement statement = backup.createStatement()) {
            statement.execute("lock instance for backup");

            assertThat(lasting()).singleElement().asString().contains("holds BACKUP LOCK");
            statement.execute("unlock instance");
        }
    }

    @Test
    void preparedTransaction_isNamed() throws Exception {
        try (Connection writer = mysql.server(0).connect("tessera");
                Statement statement = writer.createStatement()) {
            statement.execute("xa start 'left behind'");
            statement.execute("delete from " + tables.first());
            statement.execute("xa end 'left behind'");
            statement.execute("xa prepare 'left behind'");

            assertThat(lasting()).anyMatch(holder -> holder.equals("on shard-a prepared XA transaction left behind"));
            statement.execute("xa rollback 'left behind'");
        }
    }

    @Test
    void statementsInAutocommit_holdNothingThatLasts() throws Exception {
        try (Traffic ignored = Traffic.on(mysql.server(0), "select count(*) from tessera." + tables.first())) {
            for (int round = 0; round < 20; round++) {
                assertThat(lasting()).isEmpty();
            }
        }
    }

    private List<String> lasting() throws InterruptedException {
        return new MetadataLockHolders(TwoShardCluster.A, session, List.of("tessera"), tables, connection -> false)
                .lasting();
    }
}
