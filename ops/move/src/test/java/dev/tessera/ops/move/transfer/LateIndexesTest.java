package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.CopyIncompleteException;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.Throttle;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class LateIndexesTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    /**
     * One of each sort; the last is no ordinary one, and the one before has words that are no ASCII. Its statistics are of every page: of a
     * sample of 20, the catalog's estimate was at times below what makes a table a large one.
     */
    private static final String PLACES =
            "create table places_00000_01023 (id bigint primary key, name varchar(60), n int not null, body text, area text,"
                    + " unique key (n), key plain (name), key `two_ways` (n, name desc), key prefix (body(20)),"
                    + " key unseen (n) invisible, key computed ((n + 1)), key said (n) comment 'it''s, well: plain',"
                    + " key spoken (n) comment 'é', fulltext key searched (area)) stats_sample_pages = 1000";

    private static final String LATE = "plain two_ways prefix unseen computed said";
    private static final int ROWS = 25_000;

    private TwoShards shards = unset();

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void makeTables() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), PLACES);
        mysql.server(0)
                .execute(
                        "insert into tessera.places_00000_01023 with recursive n (i) as (select 1 union all select i + 1 from n"
                                + " where i < 1000) select a.i * 1000 + b.i, concat('n', b.i), a.i * 1000 + b.i, repeat('b', b.i % 30), 'x'"
                                + " from n a, n b where a.i <= " + ROWS / 1000);
        mysql.server(0).execute("analyze table tessera.places_00000_01023");
    }

    @Test
    void indexesOfALargeTable_areThereAfterTheCopyAsTheyWereBefore() {
        String made = indexes();

        shards.copy().run();

        assertThat(shards.incoming("places_00000_01023")).isEqualTo(shards.live("places_00000_01023"));
        assertThat(indexes()).isEqualTo(made);
        shards.copy().run();
        assertThat(indexes()).as("run twice").isEqualTo(made);
    }

    @Test
    void copyStoppedBeforeItsIndexes_makesThemWhenItGoesOn() {
        String made = indexes();
        AtomicLong copied = new AtomicLong();
        BucketCopy stopped = new BucketCopy(
                shards.transferSpec(),
                TransferOptions.defaults(),
                () -> copied.get() >= ROWS,
                BucketCopyTest.counting(copied));

        assertThatThrownBy(stopped::run).isInstanceOf(TransferStoppedException.class);

        assertThat(shards.incoming("places_00000_01023")).hasSize(ROWS);
        assertThat(made).contains(LATE.split(" ", -1));
        assertThat(indexes()).doesNotContain(LATE.split(" ", -1)).contains("spoken", "searched", "n ");
        assertThatThrownBy(this::catchUp).isInstanceOf(CopyIncompleteException.class);
        shards.copy().run();
        assertThat(indexes()).isEqualTo(made);
        catchUp();
    }

    @Test
    void indexesThatTakeTheirTime_sayThatTheyAreBeingMade() throws SQLException {
        try (Connection reader = mysql.server(1).connect()) {
            reader.setAutoCommit(false);
            HoldingUp progress = new HoldingUp(reader);

            new BucketCopy(shards.transferSpec(), TransferOptions.defaults(), StopSignal.never(), progress).run();

            assertThat(progress.said).hasSizeGreaterThan(1).last().isEqualTo(Optional.empty());
            assertThat(progress.said.get(0).orElseThrow()).matches("the indexes of places_00000_01023, \\d+ s so far");
        }
    }

    /** Once begun, the statement can't be held. */
    @Test
    void indexesArentBegun_whileTheThrottleHoldsThem() throws Exception {
        String made = indexes();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Throttle throttle = (what, bytes, stop) -> {
            if (what.equals("index")) {
                held.countDown();
                released.await();
            }
        };
        BucketCopy copy = new BucketCopy(
                shards.transferSpec(),
                TransferOptions.defaults().withThrottle(throttle),
                StopSignal.never(),
                TransferProgress.none());
        CompletableFuture<Void> end = CompletableFuture.runAsync(copy::run);

        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(shards.incoming("places_00000_01023")).hasSize(ROWS);
        assertThat(indexes()).doesNotContain(LATE.split(" ", -1));
        released.countDown();

        end.get(30, TimeUnit.SECONDS);
        assertThat(indexes()).isEqualTo(made);
    }

    /** Reads the copied table in a transaction, which keeps indexes from being made, until something is said of them. */
    private static final class HoldingUp implements TransferProgress {
        private final Connection reader;
        private final AtomicLong copied = new AtomicLong();
        private final List<Optional<String>> said = new CopyOnWriteArrayList<>();

        HoldingUp(Connection reader) {
            this.reader = reader;
        }

        @Override
        public void copied(long rows, long bytes) {
            if (copied.addAndGet(rows) == ROWS) {
                try (Statement statement = reader.createStatement()) {
                    statement.execute("select count(*) from tessera_in_7.places_00000_01023 where id < 0");
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            }
        }

        @Override
        public void applied(long transactions, long rowChanges, Duration lag) {}

        @Override
        public void verified(long rows) {}

        @Override
        public void making(Optional<String> what) {
            said.add(what);
            try {
                reader.commit();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void indexesAreNotMade_whenTheLeaseIsAnotherMovers() {
        AtomicLong copied = new AtomicLong();
        BucketCopy stopped = new BucketCopy(
                shards.transferSpec(),
                TransferOptions.defaults(),
                () -> copied.get() >= ROWS,
                BucketCopyTest.counting(copied));
        assertThatThrownBy(stopped::run).isInstanceOf(TransferStoppedException.class);
        mysql.server(1).execute("update tessera_registry.move_leases set epoch = 4");

        assertThatThrownBy(shards.copy()::run).isInstanceOf(LeaseLostException.class);

        assertThat(indexes()).doesNotContain(LATE.split(" ", -1));
    }

    private void catchUp() {
        CatchUp.start(
                        shards.transferSpec(),
                        shards.gtidExecuted(),
                        4_000_017,
                        TransferOptions.defaults(),
                        StopSignal.never(),
                        TransferProgress.none())
                .close();
    }

    /** Everything that the catalog says of them, one a line. */
    private static String indexes() {
        return TwoShards.text(
                mysql.server(1),
                "select group_concat(concat_ws(' ', index_name, seq_in_index, column_name, collation, sub_part, non_unique,"
                        + " index_type, index_comment, is_visible, expression) order by index_name, seq_in_index separator '\\n')"
                        + " from information_schema.statistics where table_schema = 'tessera_in_7' and table_name = 'places_00000_01023'");
    }
}
