package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.RowStatementException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.server.MySqlServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class TransferFaultsTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final long ID = 1_003;
    private static final int ROWS = 20_000;

    private TwoShards shards = unset();

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void makeTables() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), Writers.NOTES);
        Writers.fill(mysql.server(0), ROWS);
    }

    private CatchUp catchUp(String start) {
        return CatchUp.start(
                shards.transferSpec(),
                start,
                ID,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none());
    }

    @Test
    void sourceKilledDuringCatchUp_isFollowedAgain_andNothingIsMissing() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = catchUp(start)) {
            for (int round = 0; round < 2; round++) {
                try (Writers writers = new Writers(mysql.server(0), 4)) {
                    Eventually.within(LONG, () -> writers.commits() > 300, "some writes");
                    mysql.server(0).kill();
                }
                Eventually.within(LONG, () -> catchUp.lag().toMillis() > 1_000, "the lag grows while it is down");
                mysql.server(0).start();
            }
            String frontier = shards.fence();
            assertThat(catchUp.awaitApplied(frontier, LONG)).isTrue();
            Eventually.within(LONG, () -> catchUp.lag().isZero(), "caught up");
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }

    @Test
    void readerThatIsDrivenOutByAnotherOfItsId_comesBack() throws Exception {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = catchUp(start)) {
            Eventually.within(LONG, () -> catchUp.lag().isZero(), "caught up");
            try (Writers ignored = new Writers(mysql.server(0), 2)) {
                for (int times = 0; times < 3; times++) {
                    BinaryLogClient other = new BinaryLogClient(
                            mysql.server(0).host(), mysql.server(0).port(), MySqlServer.USER, MySqlServer.PASSWORD);
                    other.setServerId(ID);
                    other.setKeepAlive(false);
                    other.connect(LONG.toMillis());
                    Eventually.within(LONG, () -> !other.isConnected(), "it is driven out in turn");
                }
            }
            assertThat(catchUp.awaitApplied(shards.fence(), LONG)).isTrue();
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }

    @Test
    void silentSource_isNeverReportedCaughtUp() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = catchUp(start)) {
            Eventually.within(LONG, () -> catchUp.lag().isZero(), "caught up");
            mysql.server(0).pause();
            Eventually.within(LONG, () -> catchUp.lag().toMillis() > 1_500, "the lag grows");
            mysql.server(0).unpause();
            Eventually.within(LONG, () -> catchUp.lag().isZero(), "caught up again");
        }
    }

    @Test
    void targetKilledDuringTheCopy_endsIt_andTheNextRunGoesOn() {
        AtomicBoolean killed = new AtomicBoolean();
        TransferOptions options = TransferOptions.defaults()
                .withMaxBatchRows(500)
                .withThrottle((what, bytes, stop) -> {
                    if (TwoShards.text(mysql.server(1), "select count(*) > 5000 from tessera_in_7.notes_00000_01023")
                                    .equals("1")
                            && killed.compareAndSet(false, true)) {
                        mysql.server(1).kill();
                    }
                });
        BucketCopy copy = new BucketCopy(shards.transferSpec(), options, StopSignal.never(), TransferProgress.none());

        assertThatThrownBy(copy::run)
                .isInstanceOf(TesseraException.class)
                .hasMessageContaining(shards.transferSpec().target().toString());

        mysql.server(1).start();
        copy.run();
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.live("notes_00000_01023"));
    }

    @Test
    void targetKilledDuringCatchUp_endsIt_andTheNextOneGoesOn() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (Writers writers = new Writers(mysql.server(0), 2)) {
            try (CatchUp catchUp = catchUp(start)) {
                Eventually.within(LONG, () -> catchUp.lag().isZero(), "caught up");
                mysql.server(1).kill();
                assertThatThrownBy(() -> catchUp.awaitApplied(shards.gtidExecuted(), LONG))
                        .isInstanceOf(RowStatementException.class)
                        .hasMessageContaining(shards.transferSpec().target().toString());
            }
            mysql.server(1).start();
            try (CatchUp again = catchUp(start)) {
                assertThat(again.awaitApplied(shards.fence(), LONG)).isTrue();
            }
            writers.awaitEnd();
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }

    @Test
    void catchUpWithoutItsLease_writesNothingMore() {
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = catchUp(start)) {
            mysql.server(1).execute("update tessera_registry.move_leases set epoch = 4");
            mysql.server(0).execute("delete from tessera.notes_00000_01023 where id = 5");

            assertThatThrownBy(() -> catchUp.awaitApplied(shards.gtidExecuted(), LONG))
                    .isInstanceOf(LeaseLostException.class);
        }
        assertThat(shards.incoming("notes_00000_01023")).hasSize(ROWS);
    }
}
