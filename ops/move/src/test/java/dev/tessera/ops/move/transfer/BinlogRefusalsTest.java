package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.BinlogGapException;
import dev.tessera.ops.move.transfer.spec.BinlogRefusedException;
import dev.tessera.ops.move.transfer.spec.ForeignDdlException;
import dev.tessera.ops.move.transfer.spec.SourceHistoryChangedException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't be followed exactly ends the catch-up, with the statement and its GTID in the message. */
@ExtendWith(LeakCheck.class)
class BinlogRefusalsTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String TABLE = "create table t_00000_01023 (id int primary key, doc varchar(40), index (doc))";

    private TwoShards shards = unset();

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void makeTables() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), TABLE);
        mysql.server(0).execute("insert into tessera.t_00000_01023 values (1, 'a'), (2, 'b')");
    }

    private void requireRefused(Class<? extends Exception> type, String message, String... statements) {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = start(start)) {
            mysql.server(0).execute(statements);
            String end = shards.gtidExecuted();

            assertThatThrownBy(() -> catchUp.awaitApplied(end, LONG))
                    .isInstanceOf(type)
                    .hasMessageMatching("(?s)" + message + " \\(transaction [0-9a-f-]{36}:[0-9]+\\)");
            assertThatThrownBy(catchUp::throwIfFailed).isInstanceOf(type);
        }
    }

    private CatchUp start(String start) {
        return CatchUp.start(
                shards.transferSpec(),
                start,
                1_001,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table tessera.t_00000_01023 add column more int",
                "truncate table `tessera`.`t_00000_01023`",
                "drop table tessera.t_00000_01023",
                "create index more on tessera.t_00000_01023 (doc, id)",
                "rename table tessera.t_00000_01023 to tessera_out_7.other",
                "rename table tessera.t_00000_01023 to tessera_out_8.t_00000_01023",
                "drop schema tessera",
            })
    void ddlIsRefused(String statement) {
        String quoted = statement.startsWith("drop table")
                ? "(?i)drop table `tessera`.`t_00000_01023`.*"
                : "\\Q" + statement + "\\E";
        mysql.server(0).execute("create schema if not exists tessera_out_8");

        requireRefused(ForeignDdlException.class, "a statement on the tables of this move: " + quoted, statement);
    }

    @Test
    void unqualifiedDdlIsRefused_behindAComment() {
        requireRefused(
                ForeignDdlException.class,
                "a statement on the tables of this move: alter table t_00000_01023 engine = innodb",
                "use tessera",
                "/* note */ alter table t_00000_01023 engine = innodb");
    }

    @Test
    void statementsOnOtherTables_passBy() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = start(start)) {
            mysql.server(0)
                    .execute(
                            "create table tessera.t_01024_02047 (id int primary key, note varchar(90) comment 'not t_00000_01023')",
                            "create schema elsewhere",
                            "create table elsewhere.t_00000_01023 (id int)",
                            "insert into elsewhere.t_00000_01023 values (1)",
                            "drop table elsewhere.t_00000_01023",
                            "analyze table tessera.t_00000_01023",
                            "insert into tessera.t_00000_01023 values (3, 'drop table t_00000_01023')",
                            "rename table tessera.t_00000_01023 to tessera_out_7.t_00000_01023",
                            "rename table tessera_out_7.t_00000_01023 to tessera.t_00000_01023",
                            "insert into tessera.t_00000_01023 values (4, 'after a fence that was undone')",
                            "drop schema elsewhere");

            assertThat(catchUp.awaitApplied(shards.gtidExecuted(), LONG)).isTrue();
            assertThat(shards.incoming("t_00000_01023")).hasSize(4).isEqualTo(shards.live("t_00000_01023"));
        }
    }

    @Test
    void statementFormatIsRefused() {
        requireRefused(
                ForeignDdlException.class,
                "a statement on the tables of this move: update tessera.t_00000_01023 set doc = \\?",
                "set binlog_format = statement",
                "update tessera.t_00000_01023 set doc = 'x'");
    }

    @Test
    void minimalRowImageIsRefused() {
        requireRefused(
                BinlogRefusedException.class,
                "rows of t_00000_01023 come without all columns: binlog_row_image must be FULL",
                "set binlog_row_image = minimal",
                "update tessera.t_00000_01023 set doc = 'x'");
    }

    @Test
    void compressedTransactionIsRefused() {
        requireRefused(
                BinlogRefusedException.class,
                "a compressed transaction: binlog_transaction_compression must be OFF",
                "set binlog_transaction_compression = on",
                "update tessera.t_00000_01023 set doc = 'x'");
    }

    @Test
    void xaIsRefused() {
        requireRefused(
                BinlogRefusedException.class,
                "an XA transaction on t_00000_01023",
                "xa start 'a'",
                "update tessera.t_00000_01023 set doc = 'x'",
                "xa end 'a'",
                "xa prepare 'a'",
                "xa commit 'a'");
    }

    @Test
    void taggedGtidIsRefused() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = start(start)) {
            mysql.server(0).execute("set gtid_next = 'automatic:tag'", "update tessera.t_00000_01023 set doc = 'x'");

            Eventually.within(
                    LONG,
                    () -> {
                        assertThatThrownBy(catchUp::throwIfFailed)
                                .isInstanceOf(BinlogRefusedException.class)
                                .hasMessageStartingWith("a GTID with a tag can't be followed");
                        return true;
                    },
                    "refused");
        }
    }

    @Test
    void purgedBinlogIsAGap() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        mysql.server(0).execute("insert into tessera.t_00000_01023 values (7, '')");
        String missing =
                TwoShards.text(mysql.server(0), "select gtid_subtract(@@global.gtid_executed, '" + start + "')");
        mysql.server(0).execute("flush binary logs", "purge binary logs before now() + interval 1 hour");
        try (CatchUp catchUp = start(start)) {
            assertThatThrownBy(() -> catchUp.awaitApplied(shards.gtidExecuted(), LONG))
                    .isInstanceOf(BinlogGapException.class)
                    .hasMessage(shards.transferSpec().source()
                            + " has purged binlogs that this move still needs; missing GTIDs: " + missing);
        }
    }

    @Test
    void sourceThatLacksWhatIsApplied_isAnotherHistory() {
        String elsewhere = "3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5";
        String start = shards.gtidExecuted() + "," + elsewhere;
        shards.copy().run();
        try (CatchUp catchUp = start(start)) {
            assertThatThrownBy(() -> catchUp.awaitApplied(start + ",3e11fa47-71ca-11e1-9e33-c80aa9429563:1", LONG))
                    .isInstanceOf(SourceHistoryChangedException.class)
                    .hasMessage(shards.transferSpec().source()
                            + " lacks transactions that are on the target already: RESET BINARY LOGS AND GTIDS was said there,"
                            + " or it was restored, or another server answers at its address; abort the move and start it again;"
                            + " missing GTIDs: " + elsewhere);
        }
    }
}
