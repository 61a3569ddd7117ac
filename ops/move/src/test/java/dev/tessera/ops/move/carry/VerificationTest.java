package dev.tessera.ops.move.carry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.carry.binlog.RowChange;
import dev.tessera.testbed.Eventually;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
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
    private static final CarryOptions SMALL_CHUNKS = CarryOptions.defaults().withChunkRows(1_500);

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
                shards.carriage(), start, 1_002, SMALL_CHUNKS, StopSignal.never(), CarryProgress.none(), filter);
    }

    private Verification verification(CatchUp catchUp, CarryOptions options) {
        return new Verification(shards.carriage(), catchUp, options, StopSignal.never(), CarryProgress.none());
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
            verification.recheckFrozen(TwoShards.FROZEN);
            assertThat(writers.commits()).isGreaterThan(100);
        }
        assertThat(shards.incoming("notes_0017")).isEqualTo(shards.frozen("notes_0017"));
    }

    @Test
    void rowsThatWereMeddledWith_areFoundAndNamed() {
        mysql.server(1)
                .execute(
                        "update tessera_in_7.notes_0017 set body = concat(body, '') where id = 1",
                        "update tessera_in_7.notes_0017 set body = insert(body, 1, 1, 'T') where id = 2",
                        "delete from tessera_in_7.notes_0017 where id = 5000",
                        "insert into tessera_in_7.notes_0017 values (-3, 'a stranger', ''), (90000, 'another', '')");
        try (CatchUp catchUp = catchUp(List::of);
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            String named = "4 rows differ between " + shards.carriage().source() + " and "
                    + shards.carriage().target() + ": notes_0017 -3, notes_0017 2, notes_0017 5000, notes_0017 90000";
            assertThatThrownBy(verification::run)
                    .isInstanceOf(MismatchException.class)
                    .hasMessage("2 rows differ between " + shards.carriage().source() + " and "
                            + shards.carriage().target() + ": notes_0017 -3, notes_0017 2");

            fenceAndDrain(catchUp);
            assertThatThrownBy(() -> verification.recheckFrozen(TwoShards.FROZEN))
                    .isInstanceOf(MismatchException.class)
                    .hasMessage(named);
        }
    }

    @Test
    void droppedUpdateIsCaught_underWrites() {
        assertCaughtUnderWrites(change -> change.before() != null && change.after() != null, "update");
    }

    @Test
    void droppedDeleteIsCaught_underWrites() {
        assertCaughtUnderWrites(change -> change.after() == null, "delete");
    }

    private void assertCaughtUnderWrites(java.util.function.Predicate<RowChange> dropped, String kind) {
        try (CatchUp catchUp = catchUp(change -> dropped.test(change) ? List.of() : List.of(change));
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            mysql.server(0)
                    .execute(
                            kind.equals("update")
                                    ? "update tessera.notes_0017 set body = 'new' where id = 77"
                                    : "delete from tessera.notes_0017 where id = 77");
            assertThatThrownBy(verification::run)
                    .isInstanceOf(MismatchException.class)
                    .hasMessageEndingWith(": notes_0017 77");
        }
    }

    @Test
    void lastEventSkipped_isCaughtInsideTheFence_ofASmallBucket() {
        AtomicBoolean skip = new AtomicBoolean();
        try (CatchUp catchUp = catchUp(change -> skip.get() ? List.of() : List.of(change));
                Verification verification = verification(catchUp, SMALL_CHUNKS.withSmallBucketRows(ROWS + 1))) {
            verification.run();
            skip.set(true);
            mysql.server(0).execute("update tessera.notes_0017 set body = 'last' where id = 78");
            fenceAndDrain(catchUp);

            assertThatThrownBy(() -> verification.recheckFrozen(TwoShards.FROZEN))
                    .isInstanceOf(MismatchException.class)
                    .hasMessageEndingWith(
                            "1 rows differ between " + shards.carriage().source() + " and "
                                    + shards.carriage().target() + ": notes_0017 78");
        }
    }

    @Test
    void changedRowMeddledWith_isCaughtInsideTheFence_ofALargeBucket() {
        try (CatchUp catchUp = catchUp(List::of);
                Verification verification = verification(catchUp, SMALL_CHUNKS)) {
            verification.run();
            mysql.server(0).execute("update tessera.notes_0017 set body = 'last' where id in (79, 80)");
            assertThat(catchUp.awaitApplied(shards.gtidExecuted(), LONG)).isTrue();
            assertThat(verification.keysToRecheck()).isEqualTo(2);
            mysql.server(1).execute("update tessera_in_7.notes_0017 set body = 'meddled' where id = 79");
            fenceAndDrain(catchUp);

            assertThatThrownBy(() -> verification.recheckFrozen(TwoShards.FROZEN))
                    .isInstanceOf(MismatchException.class)
                    .hasMessageEndingWith(": notes_0017 79");
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
            assertThatCode(() -> verification.recheckFrozen(TwoShards.FROZEN)).doesNotThrowAnyException();
        }
        assertThat(shards.incoming("notes_0017")).isEqualTo(shards.frozen("notes_0017"));
    }
}
