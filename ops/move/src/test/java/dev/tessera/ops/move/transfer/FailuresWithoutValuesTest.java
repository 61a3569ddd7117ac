package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tessera.ops.move.transfer.spec.ForeignDdlException;
import dev.tessera.ops.move.transfer.spec.MismatchException;
import dev.tessera.ops.move.transfer.spec.RowStatementException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.server.MySqlServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What stops the carrying of rows is told by tables, numbers of rows and keys; no value is in the message, nor in the stack that is printed. */
@ExtendWith(LeakCheck.class)
class FailuresWithoutValuesTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String MARK = PlantedValues.MARK;
    private static final String USERS =
            "create table users_00000_01023 (user_id bigint primary key, handle varbinary(255) not null,"
                    + " display_name varchar(200), password_hash varbinary(255), unique key handle (handle))";
    private static final String KEYS =
            "create table keys_00000_01023 (principal varbinary(90) primary key, answer mediumtext)";
    /** {@code sha2('zqplanted-2', 256)} begins so. */
    private static final String SECOND_KEY = "#cfab1363";

    private final MySqlServer source = mysql.server(0);
    private final MySqlServer target = mysql.server(1);
    private TwoShards shards = unset();

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void fill() {
        shards = new TwoShards(source, target, USERS, KEYS);
        for (int id = 1; id <= 5; id++) {
            source.execute(
                    "insert into tessera.users_00000_01023 values (%1$d, '%2$s-%1$d', '%2$s it''s \\\\', 'hash %2$s')"
                            .formatted(id, MARK),
                    "insert into tessera.keys_00000_01023 values ('%2$s-%1$d', '{\"body\": \"%2$s\"}')"
                            .formatted(id, MARK));
        }
    }

    @AfterEach
    void mend() {
        target.execute("set global super_read_only = off", "set global read_only = off");
    }

    @Test
    void targetThatBecomesReadOnly_whileItIsCopiedTo() {
        Throwable stopped = catchThrowable(() -> copying(() -> target.execute("set global super_read_only = on")));

        requireTold(
                stopped,
                RowStatementException.class,
                "shard-b \\(.*\\): The MySQL server is running with the --super-read-only option so it cannot execute this statement"
                        + " \\(error 1290, HY000\\) \\(in: insert into `tessera_in_7`\\.`(users_00000_01023`, 1 row: key [1-5]"
                        + "|keys_00000_01023`, 1 row: key #[0-9a-f]{8})\\)");
    }

    @Test
    void rowThatTheTargetDoesntTake() {
        Throwable stopped = catchThrowable(() -> copying(() -> target.execute(
                "truncate table tessera_in_7.users_00000_01023",
                "alter table tessera_in_7.users_00000_01023 modify display_name int")));

        requireTold(
                stopped,
                RowStatementException.class,
                ".*: incorrect value for column 'display_name' at row 1 \\(error 1366, HY000\\)"
                        + " \\(in: insert into `tessera_in_7`\\.`users_00000_01023`, 1 row: key [1-5]\\)");
    }

    @Test
    void targetThatBecomesReadOnly_whileItCatchesUp() {
        requireStopsCatchUp(
                RowStatementException.class,
                ".*--super-read-only.*\\(in: replace into `tessera_in_7`\\.`users_00000_01023`, 1 row: key 4\\)",
                () -> target.execute("set global super_read_only = on"),
                "update tessera.users_00000_01023 set password_hash = 'new " + MARK + "' where user_id = 4");
    }

    @Test
    void statementsOfPeople_inTheBinlog() {
        requireStopsCatchUp(
                ForeignDdlException.class,
                "a statement on the tables of this move: update tessera\\.users_00000_01023 set display_name = \\? where handle = \\?"
                        + " \\(transaction .*\\)",
                () -> {},
                "set binlog_format = statement",
                "update tessera.users_00000_01023 set display_name = '" + MARK + "' where handle = '" + MARK + "-3'");
    }

    @Test
    void rowsThatDiffer() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        target.execute(
                "update tessera_in_7.keys_00000_01023 set answer = 'meddled' where principal = '" + MARK + "-2'");
        try (CatchUp catchUp = catchUp(start);
                Verification verification = new Verification(
                        shards.transferSpec(),
                        catchUp,
                        TransferOptions.defaults(),
                        StopSignal.never(),
                        TransferProgress.none())) {
            requireTold(
                    catchThrowable(verification::run),
                    MismatchException.class,
                    "1 rows differ between .* and .*: keys_00000_01023 " + SECOND_KEY);
        }
    }

    /** Row by row; nobody goes on until it has struck. */
    private void copying(Runnable strike) {
        AtomicBoolean struck = new AtomicBoolean();
        TransferOptions options = TransferOptions.defaults().withMaxBatchRows(1).withThrottle((what, bytes, stop) -> {
            synchronized (struck) {
                if (struck.compareAndSet(false, true)) {
                    strike.run();
                }
            }
        });
        new BucketCopy(shards.transferSpec(), options, StopSignal.never(), TransferProgress.none()).run();
    }

    private void requireStopsCatchUp(
            Class<? extends Throwable> type, String told, Runnable strike, String... statements) {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = catchUp(start)) {
            assertThat(catchUp.awaitApplied(shards.gtidExecuted(), LONG)).isTrue();
            strike.run();
            source.execute(statements);

            requireTold(catchThrowable(() -> catchUp.awaitApplied(shards.gtidExecuted(), LONG)), type, told);
        }
    }

    private CatchUp catchUp(String start) {
        return CatchUp.start(
                shards.transferSpec(),
                start,
                1_005,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none());
    }

    private static void requireTold(Throwable failure, Class<? extends Throwable> type, String told) {
        assertThat(failure).isInstanceOf(type).hasMessageMatching(told);
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        PlantedValues.requireNoneIn("the stack", text.toString().lines());
    }
}
