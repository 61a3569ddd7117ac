package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.ops.move.transfer.spec.MismatchException;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

@ExtendWith(LeakCheck.class)
class SwitchedComparisonTest {
    @RegisterExtension
    static final MySqlExtension mysql = MySqlExtension.servers(2).cleanBeforeEach();

    private TwoShards shards = unset();
    private String start = "";

    @SuppressWarnings("NullAway")
    private static TwoShards unset() {
        return null;
    }

    @BeforeEach
    void copy() {
        shards = new TwoShards(mysql.server(0), mysql.server(1), Writers.NOTES);
        Writers.fill(mysql.server(0), 5_000);
        start = shards.gtidExecuted();
        shards.copy().run();
    }

    private void moveAndCompare(boolean dropLast) {
        try (CatchUp catchUp = CatchUp.start(
                shards.transferSpec(),
                start,
                1_004,
                TransferOptions.defaults(),
                StopSignal.never(),
                TransferProgress.none(),
                change -> dropLast ? List.of() : List.of(change))) {
            mysql.server(0).execute("update tessera.notes_00000_01023 set body = 'last' where id = 4000");
            assertThat(catchUp.awaitApplied(shards.fence(), Duration.ofSeconds(20)))
                    .isTrue();
        }
        mysql.server(1)
                .execute(
                        "create schema tessera",
                        "rename table tessera_in_7.notes_00000_01023 to tessera.notes_00000_01023");
        String atSwitch = TwoShards.text(mysql.server(1), "select @@global.gtid_executed");
        try (Writers writers = new Writers(mysql.server(1), 3)) {
            Eventually.within(Duration.ofSeconds(20), () -> writers.commits() > 200, "writes at the new home");
            new SwitchedComparison(
                            shards.transferSpec(),
                            TransferOptions.defaults().withChunkRows(700),
                            StopSignal.never(),
                            TransferProgress.none())
                    .run(TwoShards.FROZEN, atSwitch, 1_005);
        }
    }

    @Test
    void writesAtTheNewHome_areNoMismatch() {
        moveAndCompare(false);
    }

    @Test
    void eventLostBeforeTheSwitch_isFoundAfterIt() {
        assertThatThrownBy(() -> moveAndCompare(true))
                .isInstanceOf(MismatchException.class)
                .hasMessageEndingWith(": notes_00000_01023 4000");
    }
}
