package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.RowStatementException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.ops.move.transfer.spec.UnsupportedTableException;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class BucketCopyTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final String NOTES =
            "create table notes_00000_01023 (id bigint primary key, author varbinary(40) unique, body text not null)";
    private static final String MARKS =
            "create table marks_00000_01023 (word varchar(40) collate utf8mb4_0900_ai_ci, site varbinary(20), n int,"
                    + " primary key (word, site))";
    private static final int ROWS = 45_000;

    private TwoShards shards = unset();

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void makeTables() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), NOTES, MARKS);
        mysql.server(0)
                .execute(
                        "insert into tessera.notes_00000_01023 with recursive n (i) as (select 1 union all select i + 1 from n"
                                + " where i < 1000) select a.i * 1000 + b.i, concat('a''\\\\', a.i * 1000 + b.i), repeat('é\\0;', 10)"
                                + " from n a, n b where a.i <= " + ROWS / 1000);
        mysql.server(0)
                .execute(
                        "insert into tessera.marks_00000_01023 with recursive n (i) as (select 1 union all select i + 1 from n"
                                + " where i < 900) select concat('wört ', a.i), concat(x'ff00', b.i), null from n a, n b"
                                + " where b.i <= 50 union all select 'Straße', 'x', 1 union all select '', '', 2");
        mysql.server(0).execute("analyze table tessera.notes_00000_01023, tessera.marks_00000_01023");
    }

    @Test
    void everyRowArrives_overKeysOfSeveralColumnsAndOfBytes() {
        assertThat(shards.copy().estimate().rows()).isBetween(20_000L, 250_000L);

        shards.copy().run();

        assertThat(shards.incoming("notes_00000_01023")).hasSize(ROWS).isEqualTo(shards.live("notes_00000_01023"));
        assertThat(shards.incoming("marks_00000_01023")).hasSize(45_002).isEqualTo(shards.live("marks_00000_01023"));
    }

    @Test
    void copyStoppedHalfWay_goesOnFromItsLastRows() {
        AtomicLong copied = new AtomicLong();
        TransferProgress count = counting(copied);
        TransferOptions small = TransferOptions.defaults().withMaxBatchRows(1_000);
        BucketCopy stopped = new BucketCopy(shards.transferSpec(), small, () -> copied.get() > 30_000, count);
        assertThatThrownBy(stopped::run).isInstanceOf(TransferStoppedException.class);
        long before = copied.get();
        assertThat(before).isBetween(30_000L, 40_000L);

        new BucketCopy(shards.transferSpec(), small, StopSignal.never(), count).run();

        assertThat(copied).as("no row was sent twice").hasValue(ROWS + 45_002);
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.live("notes_00000_01023"));
        assertThat(shards.incoming("marks_00000_01023")).isEqualTo(shards.live("marks_00000_01023"));

        shards.copy().run();
        assertThat(shards.incoming("marks_00000_01023")).as("run twice").hasSize(45_002);
    }

    @Test
    void copyIsRefused_whenTheLeaseIsAnotherMovers() {
        mysql.server(1).execute("update tessera_registry.move_leases set epoch = 4");

        assertThatThrownBy(shards.copy()::run)
                .isInstanceOf(LeaseLostException.class)
                .hasMessage("move 7 is no longer ours: " + shards.transferSpec().target()
                        + " holds lease epoch 4, ours is 3");
        assertThat(shards.incoming("notes_00000_01023")).isEmpty();
    }

    @Test
    void copyIsRefused_whenARowDoesNotFitTheTarget() {
        mysql.server(1).execute("alter table tessera_in_7.notes_00000_01023 add check (id <> 30500)");

        assertThatThrownBy(shards.copy()::run)
                .isInstanceOf(RowStatementException.class)
                .hasMessageContaining("Check constraint 'notes_00000_01023_chk_1' is violated");
    }

    @Test
    void copyIsRefused_whenATableIsMadeOtherwise() {
        mysql.server(1).execute("alter table tessera_in_7.notes_00000_01023 modify body mediumtext");

        assertThatThrownBy(shards.copy()::run)
                .isInstanceOf(UnsupportedTableException.class)
                .hasMessage("table notes_00000_01023 is made otherwise on "
                        + shards.transferSpec().source() + " than on "
                        + shards.transferSpec().target() + ": body text");
    }

    static TransferProgress counting(AtomicLong copied) {
        return new TransferProgress() {
            @Override
            public void copied(long rows, long bytes) {
                copied.addAndGet(rows);
            }

            @Override
            public void applied(long transactions, long rowChanges, Duration lag) {}

            @Override
            public void verified(long rows) {}

            @Override
            public void making(Optional<String> what) {}
        };
    }
}
