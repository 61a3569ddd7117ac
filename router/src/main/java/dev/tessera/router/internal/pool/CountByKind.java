package dev.tessera.router.internal.pool;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** A counter for each constant of an enum. Thread-safe. */
final class CountByKind<K extends Enum<K>> {
    // Complete from the start and never changed, so that all threads may read it.
    private final EnumMap<K, LongAdder> counts;

    CountByKind(Class<K> type) {
        counts = new EnumMap<>(type);
        for (K kind : type.getEnumConstants()) {
            counts.put(kind, new LongAdder());
        }
    }

    void increment(K kind) {
        Objects.requireNonNull(counts.get(kind)).increment();
    }

    /** Names every constant. */
    Map<K, Long> read() {
        return counts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, count -> count.getValue()
                .sum()));
    }
}
