package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.binlog.RowChange;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.Shapes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.ops.move.transfer.spec.MismatchException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.verify.ComparedServer;
import dev.tessera.ops.move.transfer.verify.LiveComparison;
import dev.tessera.ops.move.transfer.verify.TableComparer;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class VerificationTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int ROWS = 10_000;
    private static final TransferOptions SMALL_CHUNKS =
            TransferOptions.defaults().withChunkRows(1_500);

    private TwoShards shards = unset();
    private String start = "";

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void copy() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), Writers.NOTES);
        Writers.fill(mysql.server(0), ROWS);
        start = shards.gtidExecuted();
        shards.copy().run();
    }

    private CatchUp catchUp(Function<RowChange, List<RowChange>> filter) {
        return CatchUp.start(
                shards.transferSpec(), start, 1_002, SMALL_CHUNKS, StopSignal.never(), TransferProgress.none(), filter);
    }

    private Verification verification(CatchUp catchUp, TransferOptions options) {
        return new Verification(shards.transferSpec(), catchUp, options, StopSignal.never(), TransferProgress.none());
    }

    private void fenceAndDrain(CatchUp catchUp) {
        assertThat(catchUp.awaitApplied(shards.fence(), LONG)).isTrue();
    }

    @Test
    void liveTablesVerify_whileTheyAreWritten() {
        try (CatchUp catchUp = catchUp(List::of);
                Verification verification = verification(catchUp, SMALL_CHUNKS);
                Writers writers = new Writers(mysql.server(0), 4)) {
            verification.run();
            Eventually.within(LONG, () -> verification.keysToRecheck() <= 500, "few keys left");
            Eventually.within(LONG, () -> writers.commits() > 100, "some writes");
            verification.run();
            fenceAndDrain(catchUp);
            writers.awaitEnd();
            verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20)));
            assertThat(writers.commits()).isGreaterThan(100);
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }

    @Test
    void rowsThatWereMeddledWith_areFoundAndNamed() {
        mysql.server(1)
                .execute(
                        "update tessera_in_7.notes_00000_01023 set body = concat(body, '') where id = 1",
                        "update tessera_in_7.notes_00000_01023 set body = insert(body, 1, 1, 'T') where id = 2",
                        "delete from tessera_in_7.notes_00000_01023 where id = 5000",
                        "insert into tessera_in_7.notes_00000_01023 values (-3, 'a stranger', ''), (90000, 'another', '')");
        try (CatchUp catchUp = catchUp(List::of);
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            String named = "4 rows differ between " + shards.transferSpec().source() + " and "
                    + shards.transferSpec().target()
                    + ": notes_00000_01023 -3, notes_00000_01023 2, notes_00000_01023 5000, notes_00000_01023 90000";
            assertThatThrownBy(verification::run)
                    .isInstanceOf(MismatchException.class)
                    .hasMessage("2 rows differ between " + shards.transferSpec().source() + " and "
                            + shards.transferSpec().target() + ": notes_00000_01023 -3, notes_00000_01023 2");

            fenceAndDrain(catchUp);
            assertThatThrownBy(() -> verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20))))
                    .isInstanceOf(MismatchException.class)
                    .hasMessage(named);
        }
    }

    /** A commit shows its rows before its GTID: the first look may come in between. */
    @Test
    void rowThatIsBehindAtTheFirstLook_isNoMismatch_whenALaterOneFindsItEqual() {
        mysql.server(1).execute("update tessera_in_7.notes_00000_01023 set body = concat(body, 'old') where id = 77");
        AtomicInteger looks = new AtomicInteger();
        assertThat(differing(executed -> {
                    if (looks.incrementAndGet() == 2) {
                        mysql.server(1)
                                .execute("update tessera_in_7.notes_00000_01023 set body = left(body, length(body) - 3)"
                                        + " where id = 77");
                    }
                }))
                .isEmpty();
        assertThat(looks).hasValue(2);
    }

    @Test
    void rowThatStaysBehind_isAMismatchAfterSeveralLooks() {
        mysql.server(1).execute("update tessera_in_7.notes_00000_01023 set body = concat(body, 'old') where id = 77");
        AtomicInteger looks = new AtomicInteger();
        assertThat(differing(executed -> looks.incrementAndGet())).hasToString("[77]");
        assertThat(looks).hasValue(4);
    }

    /** @param awaitApplied told what the source has executed, each time that the rows of the source were read */
    private List<RowKey> differing(Consumer<String> awaitApplied) {
        TransferSpec transferSpec = shards.transferSpec();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        List<RowKey> differing = new ArrayList<>();
        try (CatchUp catchUp = catchUp(List::of);
                DataSession source = DataSession.open(transferSpec.source());
                DataSession target = DataSession.open(transferSpec.target())) {
            ComparedServer here =
                    new ComparedServer(source, TwoShards.LIVE, shape -> transferSpec.sourceTables(shape.table()));
            ComparedServer there =
                    new ComparedServer(target, TwoShards.INCOMING, shape -> transferSpec.targetTables(shape.table()));
            LiveComparison live = new LiveComparison(here, there, catchUp.changedRows(), (executed, timeout) -> {
                awaitApplied.accept(executed);
                return true;
            });
            TableShape notes =
                    Shapes.onTarget(transferSpec, target).values().iterator().next();
            new TableComparer(here, there, executor)
                    .chunks(notes, () -> ROWS, rows -> {}, suspects -> live.mismatches(suspects)
                            .forEach(row -> differing.add(row.key())));
        } finally {
            executor.shutdown();
        }
        return differing;
    }

    @Test
    void droppedUpdateIsCaught_underWrites() {
        assertCaughtUnderWrites(change -> change.before() != null && change.after() != null, "update");
    }

    @Test
    void droppedDeleteIsCaught_underWrites() {
        assertCaughtUnderWrites(change -> change.after() == null, "delete");
    }

    private void assertCaughtUnderWrites(Predicate<RowChange> dropped, String kind) {
        try (CatchUp catchUp = catchUp(change -> dropped.test(change) ? List.of() : List.of(change));
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            mysql.server(0)
                    .execute(
                            kind.equals("update")
                                    ? "update tessera.notes_00000_01023 set body = 'new' where id = 77"
                                    : "delete from tessera.notes_00000_01023 where id = 77");
            assertThatThrownBy(verification::run)
                    .isInstanceOf(MismatchException.class)
                    .hasMessageEndingWith(": notes_00000_01023 77");
        }
    }

    @Test
    void lastEventSkipped_isCaughtInsideTheFence_ofASmallBucket() {
        AtomicBoolean skip = new AtomicBoolean();
        try (CatchUp catchUp = catchUp(change -> skip.get() ? List.of() : List.of(change));
                Verification verification = verification(catchUp, SMALL_CHUNKS.withSmallBucketRows(ROWS + 1))) {
            verification.run();
            skip.set(true);
            mysql.server(0).execute("update tessera.notes_00000_01023 set body = 'last' where id = 78");
            fenceAndDrain(catchUp);

            assertThatThrownBy(() -> verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20))))
                    .isInstanceOf(MismatchException.class)
                    .hasMessageEndingWith(
                            "1 rows differ between " + shards.transferSpec().source() + " and "
                                    + shards.transferSpec().target() + ": notes_00000_01023 78");
        }
    }

    @Test
    void changedRowMeddledWith_isCaughtInsideTheFence_ofALargeBucket() {
        try (CatchUp catchUp = catchUp(List::of);
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            verification.run();
            mysql.server(0).execute("update tessera.notes_00000_01023 set body = 'last' where id in (79, 80)");
            assertThat(catchUp.awaitApplied(shards.gtidExecuted(), LONG)).isTrue();
            assertThat(verification.keysToRecheck()).isEqualTo(2);
            mysql.server(1).execute("update tessera_in_7.notes_00000_01023 set body = 'meddled' where id = 79");
            fenceAndDrain(catchUp);

            assertThatThrownBy(() -> verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20))))
                    .isInstanceOf(MismatchException.class)
                    .hasMessageEndingWith(": notes_00000_01023 79");
        }
    }

    @Test
    void eventsAppliedTwice_changeNothing() {
        try (CatchUp catchUp = catchUp(change -> List.of(change, change));
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            try (Writers writers = new Writers(mysql.server(0), 2)) {
                Eventually.within(LONG, () -> writers.commits() > 500, "some writes");
                verification.run();
            }
            fenceAndDrain(catchUp);
            assertThatCode(() -> verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20))))
                    .doesNotThrowAnyException();
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }
}
