package dev.tessera.ops.cli.move;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.journal.CutoverMode;
import dev.tessera.ops.move.journal.DesiredState;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.move.MovePhase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ThrottleTextTest {
    @Test
    void limits_standBesideWhatWasMeasured() {
        String measured =
                """
                {"measured": [
                  {"limit": "threads_running", "what": "threads running on shard-a", "measured": "37"},
                  {"limit": "threads_running", "what": "threads running on shard-b", "measured": "2"},
                  {"limit": "history", "what": "history list length of shard-a", "measured": "1200"}]}
                """;
        assertThat(text(
                        Optional.of(measured),
                        Optional.of("{\"threads_running\": 30, \"p99_ms\": 250, \"apps\": [\"http://app-1:8081\"]}"),
                        Optional.of("ann@ops-1 (4711)")))
                .hasToString(
                        """
                        option              limit   what                            measured
                        --threads-running   30      threads running on shard-a      37
                                                    threads running on shard-b      2
                        --replica-lag       off
                        --history           off     history list length of shard-a  1200
                        --p99               250 ms
                        --bytes-per-second  off
                        asks http://app-1:8081
                        measured by ann@ops-1 (4711) within the last second or so
                        """);
    }

    @Test
    void moveThatNobodyWorksAt_hasTheUsualLimits_andNothingMeasured() {
        assertThat(text(Optional.empty(), Optional.empty(), Optional.empty()))
                .hasToString(
                        """
                        option              limit    what  measured
                        --threads-running   50
                        --replica-lag       5 s
                        --history           1000000
                        --p99               off
                        --bytes-per-second  off
                        no mover works at it; the values are those of the last mover
                        """);
    }

    private static String text(Optional<String> progress, Optional<String> throttle, Optional<String> holder) {
        StringWriter text = new StringWriter();
        ThrottleText.print(move(progress, throttle, holder), new PrintWriter(text));
        return text.toString();
    }

    private static Move move(Optional<String> progress, Optional<String> throttle, Optional<String> holder) {
        return new Move(
                4,
                new BucketId(3072, 4095),
                new TreeSet<>(Set.of(new BucketId(3072, 4095))),
                new TreeSet<>(Set.of(new BucketId(3072, 4095))),
                new ShardName("shard-a"),
                new ShardName("shard-b"),
                MovePhase.COPYING,
                1,
                holder,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                0,
                DesiredState.RUN,
                CutoverMode.AUTO,
                Optional.empty(),
                Optional.empty(),
                progress,
                throttle,
                Optional.empty(),
                "a test",
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
