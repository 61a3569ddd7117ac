package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * With semi-synchronous replication that waits after the sync of the binlog, the binlog's readers are told of a commit long before anybody
 * can see its rows. No replica ever answers here: each wait lasts its whole limit.
 */
@ExtendWith(LeakCheck.class)
class VisibilityRaceTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int LIMIT_MILLIS = 40;
    private static final int WAITS = 20;

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Thread waits = new Thread(this::letCommitsWait, "tessera-test-semisync");

    @BeforeEach
    void makeCommitsWait() {
        mysql.server(0)
                .execute(
                        "install plugin rpl_semi_sync_source soname 'semisync_source.so'",
                        "set global rpl_semi_sync_source_wait_point = AFTER_SYNC",
                        "set global rpl_semi_sync_source_timeout = " + LIMIT_MILLIS);
        waits.start();
    }

    /** A wait that nobody answers switches the waiting off. */
    private void letCommitsWait() {
        MySqlServer source = mysql.server(0);
        try (var connection = source.connect();
                var statement = connection.createStatement()) {
            while (!ended.get()) {
                statement.execute("set global rpl_semi_sync_source_enabled = off");
                statement.execute("set global rpl_semi_sync_source_enabled = on");
                statement.execute("do sleep(" + 2 * LIMIT_MILLIS / 1000.0 + ")");
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        ended.set(true);
        waits.join();
        mysql.server(0)
                .execute("set global rpl_semi_sync_source_enabled = off", "uninstall plugin rpl_semi_sync_source");
    }

    @Test
    void rowsThatShowLongAfterTheirEvents_arriveEqual_andAreNoMismatch() {
        TwoShards shards = new TwoShards(mysql.server(0), mysql.server(1), Writers.NOTES);
        Writers.fill(mysql.server(0), 20_000);
        TransferOptions small = TransferOptions.defaults().withMaxBatchRows(500).withChunkRows(1_000);
        try (Writers writers = new Writers(mysql.server(0), 4)) {
            String start = shards.gtidExecuted();
            new BucketCopy(shards.transferSpec(), small, StopSignal.never(), TransferProgress.none()).run();
            try (CatchUp catchUp = CatchUp.start(
                            shards.transferSpec(), start, 1_003, small, StopSignal.never(), TransferProgress.none());
                    Verification verification = new Verification(
                            shards.transferSpec(), catchUp, small, StopSignal.never(), TransferProgress.none())) {
                verification.run();
                Eventually.within(LONG, () -> unanswered() > WAITS, () -> "waits: " + unanswered());
                verification.run();
                assertThat(catchUp.awaitApplied(shards.fence(), LONG)).isTrue();
                writers.awaitEnd();
                verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20)));
            }
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }

    private static int unanswered() {
        return Integer.parseInt(TwoShards.text(
                mysql.server(0),
                "select variable_value from performance_schema.global_status"
                        + " where variable_name = 'Rpl_semi_sync_source_no_times'"));
    }
}
