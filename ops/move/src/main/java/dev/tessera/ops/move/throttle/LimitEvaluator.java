package dev.tessera.ops.move.throttle;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Says whether readings are within limits. What was over its limit must come a tenth below it, or the move would stutter. Not thread-safe. */
final class LimitEvaluator {
    private static final long TENTH = 10;

    private final long moveId;
    private final Set<String> over = new HashSet<>();

    LimitEvaluator(long moveId) {
        this.moveId = moveId;
    }

    /** What holds the move back, and what changes that, for people; empty when nothing does. */
    Optional<String> verdict(ThrottleLimits limits, List<MetricReading> readings) {
        List<MetricReading> exceeding = readings.stream()
                .filter(reading -> exceeds(reading, limits.of(reading.limit())))
                .toList();
        over.clear();
        exceeding.forEach(reading -> over.add(reading.what()));
        return exceeding.stream()
                .findFirst()
                .map(first -> describe(first, limits.of(first.limit()).orElseThrow()) + others(exceeding.size() - 1));
    }

    private boolean exceeds(MetricReading reading, OptionalLong limit) {
        if (limit.isEmpty()) {
            return false;
        }
        if (reading.measured().isEmpty()) {
            return reading.failure().isPresent();
        }
        long most = limit.getAsLong();
        long bearable = over.contains(reading.what()) ? most - most / TENTH : most;
        return reading.measured().getAsLong() > bearable;
    }

    private String describe(MetricReading reading, long most) {
        String tune = "; `shardctl move tune " + moveId + " " + reading.limit().option();
        return reading.failure().isPresent()
                ? reading.what() + ", which " + reading.text() + tune + " off` does without"
                : reading.what() + ": " + reading.text() + ", limit "
                        + reading.limit().text(most) + tune + " N` changes it";
    }

    private static String others(int count) {
        return count == 0 ? "" : " (and " + count + " more)";
    }
}
