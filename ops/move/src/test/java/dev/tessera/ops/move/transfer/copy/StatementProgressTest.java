package dev.tessera.ops.move.transfer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.UserName;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class StatementProgressTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(1).cleanBeforeEach();

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final AtomicBoolean enough = new AtomicBoolean();

    @BeforeEach
    void aTable() {
        mysql.server(0)
                .execute(
                        "create schema some",
                        "create table some.numbers (id int primary key, n int not null)",
                        "insert into some.numbers with recursive n (i) as (select 1 union all select i + 1 from n"
                                + " where i < 300) select a.i * 1000 + b.i, b.i from n a, n b");
    }

    @AfterEach
    void close() throws InterruptedException {
        consumer("NO");
        worker.shutdownNow();
        assertThat(worker.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void indexUnderWay_isSomePercentDone_andLeavesATime() throws Exception {
        consumer("YES");
        List<String> seen = new ArrayList<>();
        try (DataSession beside = DataSession.openBriefly(server());
                DataSession session = DataSession.open(server())) {
            long connection = session.one("select connection_id()", row -> row.number(0));
            Future<?> making = worker.submit(() -> makeAndDrop(session));
            Eventually.within(
                    SOON,
                    () -> {
                        StatementProgress.read(beside, connection, TEN_SECONDS).ifPresent(seen::add);
                        return !seen.isEmpty();
                    },
                    "the server says how far the index is");
            enough.set(true);
            making.get(30, TimeUnit.SECONDS);
            assertThat(StatementProgress.read(beside, connection, TEN_SECONDS)).isEmpty();
        }
        assertThat(seen).allMatch(text -> text.matches("\\d{1,3} % done, about \\d+ s left"));
    }

    @Test
    void serverThatDoesNotCount_saysNothing() {
        consumer("NO");
        try (DataSession beside = DataSession.openBriefly(server())) {
            long connection = beside.one("select connection_id()", row -> row.number(0));
            assertThat(StatementProgress.read(beside, connection, TEN_SECONDS)).isEqualTo(Optional.empty());
        }
    }

    private void makeAndDrop(DataSession session) {
        while (!enough.get()) {
            session.execute("alter table some.numbers add index by_n (n)");
            session.execute("alter table some.numbers drop index by_n");
        }
    }

    private static void consumer(String enabled) {
        mysql.server(0)
                .execute("update performance_schema.setup_consumers set enabled = '" + enabled
                        + "' where name = 'events_stages_current'");
    }

    private static ServerLogin server() {
        MySqlServer server = mysql.server(0);
        return new ServerLogin(
                new ShardName("shard-a"),
                new ServerAddress(server.host(), server.port()),
                new Credentials(new UserName(MySqlServer.USER), MySqlServer.PASSWORD));
    }
}
