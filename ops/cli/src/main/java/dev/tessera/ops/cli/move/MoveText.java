package dev.tessera.ops.cli.move;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveClaim;
import dev.tessera.ops.move.journal.MoveState;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.shardconfig.DataSize;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How moves stand, for people. */
public final class MoveText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MoveText() {}

    static String progress(MoveProgress progress) {
        return numbers(Optional.of(progress.json())) + waiting(progress.waitReason());
    }

    static String progress(Move move) {
        return numbers(move.progress())
                + (isWaiting(move)
                        ? "; " + move.claim().map(MoveClaim::holder).orElse("somebody") + " " + turn(move)
                        : "")
                + waiting(move.waitsFor())
                + move.failure().map(failure -> "; stopped: " + failure).orElse("");
    }

    /** Who sees to it: {@code ann@ops-1 (4711)}, with a word where nobody works at it at this moment. */
    static String worker(Move move) {
        String claimed = move.claim().map(MoveClaim::holder).orElse("nobody");
        return switch (move.state()) {
            case AT_WORK -> move.leaseHolder().orElse("nobody");
            case QUEUED -> claimed + ", queued";
            case WAITING -> claimed + ", waiting";
            case PAUSED -> claimed + ", paused";
            case INTERRUPTED -> "nobody, interrupted";
            case SWITCHED, OVER -> "nobody";
        };
    }

    /** What a process does with a move that it has, and doesn't work at. */
    static String turn(Move move) {
        return move.state() == MoveState.QUEUED ? "starts it when its turn comes" : "continues it by itself";
    }

    private static boolean isWaiting(Move move) {
        return move.state() == MoveState.QUEUED || move.state() == MoveState.WAITING;
    }

    public static JsonNode json(Optional<String> progress) {
        try {
            return progress.isPresent() ? JSON.readTree(progress.get()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    static String numbers(Optional<String> progress) {
        JsonNode numbers = json(progress);
        if (numbers.isMissingNode()) {
            return "not begun";
        }
        return String.format(
                        Locale.ROOT,
                        "copied %d of about %d rows, %s%s; replayed %d transactions, %d ms behind; compared %d rows; %d s%s",
                        numbers.path("rows_copied").asLong(),
                        numbers.path("rows_expected").asLong(),
                        new DataSize(numbers.path("bytes_copied").asLong()).readable(),
                        numbers.path("copy_left_s").isNumber()
                                ? ", " + numbers.path("copy_left_s").asLong() + " s left"
                                : "",
                        numbers.path("transactions_applied").asLong(),
                        numbers.path("lag_ms").asLong(),
                        numbers.path("rows_verified").asLong(),
                        numbers.path("elapsed_s").asLong(),
                        numbers.path("held_back_s").asLong() > 0
                                ? ", throttled for "
                                        + numbers.path("held_back_s").asLong() + " s of them"
                                : "")
                + purge(numbers);
    }

    /** The copy is in vain when the source purges what is to be replayed after it. */
    private static String purge(JsonNode numbers) {
        if (!numbers.path("binlogs_until").isTextual()) {
            return "";
        }
        Instant until = Instant.parse(numbers.path("binlogs_until").asText());
        Instant copied = Instant.now().plusSeconds(numbers.path("copy_left_s").asLong());
        return copied.isBefore(until)
                ? ""
                : "; from " + until
                        + " on the source may purge binlogs that this move still needs, and it would have to"
                        + " start again: raise binlog_expire_logs_seconds there";
    }

    private static String waiting(Optional<String> waitsFor) {
        return waitsFor.map(what -> "; waits for " + what).orElse("");
    }
}
