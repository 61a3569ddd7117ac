package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.CopyIncompleteException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferStoppedException;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class CatchUpTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private static final Duration LONG = Duration.ofSeconds(30);

    private static TwoShards shards() {
        return new TwoShards(mysql.server(0), mysql.server(1), Writers.NOTES);
    }

    private static CatchUp catchUp(TwoShards shards, String start) {
        return CatchUp.start(
                shards.transferSpec(),
                start,
                1_000,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none());
    }

    private static boolean caughtUp(CatchUp catchUp) {
        catchUp.throwIfFailed();
        return catchUp.lag().isZero();
    }

    @Test
    void copyAndCatchUpUnderWriters_endEqualAtTheFence() {
        TwoShards shards = shards();
        Writers.fill(mysql.server(0), 40_000);
        try (Writers writers = new Writers(mysql.server(0), 4)) {
            Eventually.within(LONG, () -> writers.commits() > 100, "some writes");
            String start = shards.gtidExecuted();
            AtomicLong copied = new AtomicLong();
            TransferOptions small = TransferOptions.defaults().withMaxBatchRows(500);
            BucketCopy stopped = new BucketCopy(
                    shards.transferSpec(), small, () -> copied.get() > 10_000, BucketCopyTest.counting(copied));
            assertThatThrownBy(stopped::run).isInstanceOf(TransferStoppedException.class);
            int before = writers.commits();
            Eventually.within(LONG, () -> writers.commits() > before + 500, "writes between two attempts");
            new BucketCopy(shards.transferSpec(), small, StopSignal.never(), TransferProgress.none()).run();

            try (CatchUp first = catchUp(shards, start)) {
                assertThat(first.awaitApplied(start, LONG)).isTrue();
            }
            try (CatchUp second = catchUp(shards, "nothing that would be read")) {
                Eventually.within(LONG, () -> caughtUp(second), () -> "lag of " + second.lag());
                String frontier = shards.fence();

                assertThat(second.awaitApplied(frontier, LONG)).isTrue();
            }
            writers.awaitEnd();
        }
        assertThat(shards.incoming("notes_00000_01023")).isEqualTo(shards.frozen("notes_00000_01023"));
    }

    @Test
    void catchUpIsRefused_beforeTheCopyIsWhole() {
        TwoShards shards = shards();

        assertThatThrownBy(() -> catchUp(shards, "")).isInstanceOf(CopyIncompleteException.class);
    }

    @Test
    void positionOfAQuietBucket_goesOn() {
        TwoShards shards = shards();
        String start = shards.gtidExecuted();
        shards.copy().run();
        try (CatchUp catchUp = catchUp(shards, start)) {
            mysql.server(0)
                    .execute(
                            "create schema elsewhere",
                            "create table elsewhere.t (v vector(2), j json, id int)",
                            "insert into elsewhere.t values (null, '{}', 1)");
            String later = shards.gtidExecuted();

            assertThat(catchUp.awaitApplied(later, LONG)).isTrue();
            assertThat(catchUp.appliedGtidSet()).isEqualTo(later);
            mysql.server(0).execute("drop schema elsewhere");
            Eventually.within(
                    LONG, () -> catchUp.appliedGtidSet().equals(shards.gtidExecuted()), "the position goes on unasked");
            Eventually.within(LONG, () -> catchUp.lag().isZero(), "no lag");
        }
    }
}
