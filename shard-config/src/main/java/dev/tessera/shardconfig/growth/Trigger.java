package dev.tessera.shardconfig.growth;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The trigger of a stage: the first of its conditions that holds.
 *
 * @param thresholds reached by any one shard of the stage before
 */
public record Trigger(Map<Measure, Threshold> thresholds, Optional<LocalDate> date) {
    public Trigger {
        thresholds = Map.copyOf(thresholds);
        if (thresholds.isEmpty() && date.isEmpty()) {
            throw new IllegalArgumentException("a trigger is at least one of bytes, rows, writes_per_second and date");
        }
    }

    /** The amount on this shard that sets it off; empty when the measure doesn't. */
    public OptionalLong threshold(Measure measure, ShardCapacity shard) {
        Threshold threshold = thresholds.get(measure);
        return threshold == null ? OptionalLong.empty() : threshold.amount(shard.limit(measure));
    }

    /** Whether a shard that holds this much sets it off. */
    public boolean isReached(Load load, ShardCapacity shard) {
        return thresholds.keySet().stream()
                .anyMatch(
                        measure -> load.of(measure) >= threshold(measure, shard).orElse(Long.MAX_VALUE));
    }

    public boolean isReached(LocalDate today) {
        return date.filter(due -> !due.isAfter(today)).isPresent();
    }

    /** For people: {@code bytes 70%, date 2027-04-01}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            Threshold threshold = thresholds.get(measure);
            if (threshold instanceof Threshold.Amount amount) {
                parts.add(measure.readable(amount.value()));
            } else if (threshold instanceof Threshold.OfLimit part) {
                parts.add(part.share() + " of its " + measure.key());
            }
        }
        date.ifPresent(due -> parts.add(due.toString()));
        return String.join(", ", parts);
    }
}
