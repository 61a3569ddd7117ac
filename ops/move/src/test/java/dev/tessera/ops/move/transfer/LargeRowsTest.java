package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.EventTooLargeException;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.shardconfig.OutOfMemory;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Streams hold no more than their memory, whatever rows and transactions come. */
@ExtendWith(LeakCheck.class)
class LargeRowsTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long MIB = 1 << 20;
    private static final String TABLE = "create table t_00000_01023 (id int primary key, doc longblob, note longtext,"
            + " place geometry, size int as (length(doc)) virtual)";

    private final StreamMemory memory = new StreamMemory(4 * MIB);
    private TwoShards shards = unset();
    private String start = "";

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void makeTables() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), TABLE);
        mysql.server(0).execute("insert into tessera.t_00000_01023 (id, doc) values (1, 'a'), (2, 'b')");
        start = shards.gtidExecuted();
        shards.copy().run();
    }

    private CatchUp start() {
        return CatchUp.start(
                shards.transferSpec(),
                start,
                1_005,
                TransferOptions.defaults().withMemory(memory),
                StopSignal.never(),
                TransferProgress.none());
    }

    private void requireFollowed(CatchUp catchUp) {
        assertThat(catchUp.awaitApplied(shards.gtidExecuted(), LONG)).isTrue();
        assertThat(shards.incoming("t_00000_01023")).isEqualTo(shards.live("t_00000_01023"));
    }

    @Test
    void rowsOfOtherTablesAreNotHeld_howeverLargeTheyAre() {
        mysql.server(0)
                .execute(
                        "create table tessera.t_01024_02047 (id int primary key, doc longblob)",
                        "set binlog_rows_query_log_events = on",
                        "insert into tessera.t_01024_02047 values (1, repeat('x', 17 << 20))",
                        "insert into tessera.t_01024_02047 values (3, '" + "z".repeat(5 << 20) + "')",
                        "insert into tessera.t_00000_01023 (id, doc) values (3, 'c')",
                        "drop table tessera.t_01024_02047");
        try (CatchUp catchUp = start()) {
            requireFollowed(catchUp);
        }
        assertThat(memory.taken()).isZero();
    }

    /** An event that fills its last packet to the brim is followed by an empty one. */
    @Test
    void eventOfExactlyAFullPacket_isReadWhole() {
        int full = 0xFF_FFFF;
        mysql.server(0)
                .execute(
                        "create table tessera.t_01024_02047 (id int primary key, doc longblob)",
                        "insert into tessera.t_01024_02047 values (1, repeat('x', " + (full - 45) + "))",
                        "update tessera.t_00000_01023 set doc = 'd' where id = 1",
                        "drop table tessera.t_01024_02047");
        try (CatchUp catchUp = start()) {
            requireFollowed(catchUp);
        }
        assertThat(longestEvent()).isEqualTo(full - 1);
    }

    private static long longestEvent() {
        try (Connection connection = mysql.server(0).connect();
                Statement statement = connection.createStatement()) {
            String file = TwoShards.text(mysql.server(0), "show binary log status");
            long most = 0;
            try (ResultSet events = statement.executeQuery("show binlog events in '" + file + "'")) {
                while (events.next()) {
                    most = Math.max(most, events.getLong("End_log_pos") - events.getLong("Pos"));
                }
            }
            return most;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void rowThatIsLargerThanTheMemory_isRefusedByName_andCarriedByAProcessWithMore() {
        mysql.server(0).execute("update tessera.t_00000_01023 set doc = repeat('x', 5 << 20) where id = 1");
        try (CatchUp catchUp = start()) {
            assertThatThrownBy(() -> catchUp.awaitApplied(shards.gtidExecuted(), LONG))
                    .isInstanceOf(EventTooLargeException.class)
                    .hasMessageMatching(
                            "bucket 00000_01023: an event of .* with rows of t_00000_01023 has 6 MiB; all streams of this"
                                    + " process may hold 4 MiB together, four tenths of its heap of [0-9]+ MiB. Give it a heap of"
                                    + " at least 16 MiB \\(java -Xmx, or TESSERA_HEAP for shardctl\\); it continues from there then");
        }
        try (CatchUp again = CatchUp.start(
                shards.transferSpec(),
                start,
                1_005,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none())) {
            requireFollowed(again);
        }
    }

    @Test
    void hugeTransactionIsCarriedInParts_andSeenWhole() {
        AtomicLong most = new AtomicLong();
        AtomicReference<CatchUp> open = new AtomicReference<>();
        Set<String> told = ConcurrentHashMap.newKeySet();
        TransferOptions options = TransferOptions.defaults()
                .withMemory(memory)
                .withThrottle((what, bytes, stop) -> Optional.ofNullable(open.get())
                        .flatMap(CatchUp::largeTransaction)
                        .ifPresent(told::add));
        mysql.server(0)
                .execute(
                        "set @long = concat(repeat('\\'\\\\x\\0', 50000), repeat('ä', 100000))",
                        "start transaction",
                        "insert into tessera.t_00000_01023 (id, doc, note) with recursive n as (select 10 as i union all select"
                                + " i + 1 from n where i < 25) select i, @long, repeat('ü€', 60000) from n",
                        "update tessera.t_00000_01023 set doc = concat(doc, id) where id between 10 and 13",
                        "update tessera.t_00000_01023 set id = id + 100 where id > 20",
                        "insert into tessera.t_00000_01023 (id, place) values (200, st_geomfromtext(concat('linestring(',"
                                + " repeat('1 1,', 30000), '2 2)')))",
                        "delete from tessera.t_00000_01023 where id between 12 and 15",
                        "commit");
        String whole = shards.gtidExecuted();
        mysql.server(0).execute("insert into tessera.t_00000_01023 (id, doc) values (3, 'c')");
        try (CatchUp catchUp = CatchUp.start(
                shards.transferSpec(), start, 1_005, options, StopSignal.never(), TransferProgress.none())) {
            open.set(catchUp);
            Eventually.within(
                    LONG,
                    () -> {
                        most.accumulateAndGet(memory.taken(), Math::max);
                        int rows = shards.incoming("t_00000_01023").size();
                        boolean through = catchUp.awaitApplied(whole, Duration.ZERO);
                        assertThat(rows == 2).isNotEqualTo(rows > 10);
                        return through;
                    },
                    "applied");
            requireFollowed(catchUp);
        }
        assertThat(told)
                .anyMatch(text ->
                        text.matches("transaction [0-9a-f-]{36}:[0-9]+ of [0-9]+ MiB, of which [0-9]+ MiB have come"));
        assertThat(most).hasValueBetween(1L, 4 * MIB);
        assertThat(memory.taken()).isZero();
    }

    @Test
    void transactionThatBreaksOffHalfWritten_comesAgain() {
        mysql.server(0)
                .execute(
                        "insert into tessera.t_00000_01023 (id, doc) with recursive n as (select 10 as i union all select"
                                + " i + 1 from n where i < 28) select i, repeat('x', 1000000) from n");
        AtomicLong parts = new AtomicLong();
        TransferOptions options = TransferOptions.defaults().withMemory(memory).withThrottle((what, bytes, stop) -> {
            if (parts.incrementAndGet() == 3) {
                mysql.server(0).kill();
                mysql.server(0).start();
            }
        });
        try (CatchUp catchUp = CatchUp.start(
                shards.transferSpec(), start, 1_005, options, StopSignal.never(), TransferProgress.none())) {
            requireFollowed(catchUp);
        }
        assertThat(memory.taken()).isZero();
    }

    @Test
    void settingsThatAReplicaFollows_areFollowed() {
        mysql.server(0).execute("set global binlog_checksum = none");
        try (CatchUp catchUp = start()) {
            requireFollowed(catchUp);
            for (String change : new String[] {
                "set global binlog_checksum = crc32",
                "flush binary logs",
                "set global binlog_checksum = none",
                "set global binlog_row_metadata = full",
                "set global binlog_rows_query_log_events = on",
                "set global binlog_checksum = crc32",
            }) {
                mysql.server(0).execute(change, "update tessera.t_00000_01023 set doc = concat(doc, 'x')");
                requireFollowed(catchUp);
            }
        } finally {
            mysql.server(0)
                    .execute(
                            "set global binlog_checksum = default",
                            "set global binlog_row_metadata = default",
                            "set global binlog_rows_query_log_events = default");
        }
    }

    /** Its own setting when the stream is opened says nothing of the files that are sent. */
    @Test
    void binlogsFromBeforeAChangeOfTheChecksum_areRead() {
        mysql.server(0).execute("update tessera.t_00000_01023 set doc = 'x'", "set global binlog_checksum = none");
        try (CatchUp catchUp = start()) {
            requireFollowed(catchUp);
        } finally {
            mysql.server(0).execute("set global binlog_checksum = default");
        }
    }

    /** Its copy reads rows whole. */
    @Test
    void processWhoseMemoryRunsOut_saysSoAndEnds_andTheNextOneGoesOn() throws Exception {
        mysql.server(0)
                .execute(
                        "insert into tessera.t_00000_01023 (id, doc) with recursive n as (select 10 as i union all select i + 1"
                                + " from n where i < 11) select i, repeat('x', 12 << 20) from n");
        mysql.server(1)
                .execute(
                        "drop schema tessera_in_7",
                        "create schema tessera_in_7",
                        TABLE.replace(" t_", " tessera_in_7.t_"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapCopy.class.getName()));
        for (ServerLogin server :
                List.of(shards.transferSpec().source(), shards.transferSpec().target())) {
            command.addAll(List.of(
                    server.address().host(),
                    Integer.toString(server.address().port()),
                    server.account().user().value(),
                    server.account().password()));
        }
        command.add("t_00000_01023");
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).containsPattern("out of memory: a heap of [0-9]+ MiB is too small for what this process does");
        assertThat(process.waitFor()).isEqualTo(OutOfMemory.EXIT_CODE);
        shards.copy().run();
        assertThat(shards.incoming("t_00000_01023")).isEqualTo(shards.live("t_00000_01023"));
    }
}
