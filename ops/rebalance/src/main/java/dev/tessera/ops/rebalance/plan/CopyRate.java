package dev.tessera.ops.rebalance.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.run.ConcurrencyLimits;
import dev.tessera.ops.planning.placement.BucketMove;
import dev.tessera.ops.planning.placement.PlannedSplit;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transfer rate of a move.
 *
 * @param bytesPerSecond from its first act to its switch
 * @param source for people: where the figure comes from
 */
public record CopyRate(long bytesPerSecond, String source) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Of a small machine. */
    private static final CopyRate GUESS = new CopyRate(10L << 20, "a guess, as no move of some size was made here");

    /** Below it a move is mostly its overhead. */
    private static final long SOME_SIZE = 1L << 20;

    private static final Duration OVERHEAD = Duration.ofSeconds(2);

    /** @param moves that were made; the median of those of some size counts */
    public static CopyRate of(List<Move> moves) {
        List<Long> rates = moves.stream()
                .map(CopyRate::rate)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
        return rates.isEmpty()
                ? GUESS
                : new CopyRate(
                        Math.max(1, rates.get(rates.size() / 2)),
                        "the median of " + rates.size() + " moves that were made here");
    }

    private static Optional<Long> rate(Move move) {
        return move.progress().flatMap(CopyRate::json).flatMap(progress -> {
            long bytes = progress.path("bytes_copied").asLong();
            double seconds = progress.path("elapsed_s").asDouble();
            return bytes >= SOME_SIZE && seconds > 0 ? Optional.of((long) (bytes / seconds)) : Optional.empty();
        });
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** One step after the other, each with its move first if it has one. */
    public Duration time(List<PlannedSplit> splits) {
        long seconds = splits.stream()
                .mapToLong(split -> split.steps().size() * OVERHEAD.toSeconds()
                        + split.copiedBytes() / bytesPerSecond
                        + split.moveFirst()
                                .map(move -> OVERHEAD.toSeconds() + move.bytes() / bytesPerSecond)
                                .orElse(0L))
                .sum();
        return Duration.ofSeconds(seconds);
    }

    /** As long as the busiest server takes, or all of them together. */
    public Duration time(List<BucketMove> moves, ConcurrencyLimits limits) {
        Map<ShardName, Double> busy = new HashMap<>();
        double all = 0;
        double longest = 0;
        for (BucketMove move : moves) {
            double seconds = OVERHEAD.toSeconds() + (double) move.bytes() / bytesPerSecond;
            busy.merge(move.from(), seconds, Double::sum);
            busy.merge(move.to(), seconds, Double::sum);
            all += seconds;
            longest = Math.max(longest, seconds);
        }
        List<Double> bounds = new ArrayList<>(List.of(longest, all / limits.atOnce()));
        busy.values().forEach(seconds -> bounds.add(seconds / limits.perServer()));
        return Duration.ofSeconds((long)
                Math.ceil(bounds.stream().mapToDouble(Double::doubleValue).max().orElse(0)));
    }
}
