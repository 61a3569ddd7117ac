package dev.tessera.ops.move.throttle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What happened in one app within the last moments: its newest page less one of a while ago. Not thread-safe. */
final class LatencyWindow {
    /** Long enough for some requests; short enough that a bad moment is soon forgotten. */
    private static final long LENGTH_NANOS = Duration.ofSeconds(2).toNanos();

    private record Seen(long at, LatencyPage page) {}

    private final Deque<Seen> pages = new ArrayDeque<>();

    /** @param nanos of a clock that never goes back */
    void add(long nanos, LatencyPage page) {
        Seen last = pages.peekLast();
        if (last != null && hasStartedAnew(last.page(), page)) {
            pages.clear();
        }
        pages.addLast(new Seen(nanos, page));
        while (pages.size() > 1 && nanos - second().at() >= LENGTH_NANOS) {
            pages.removeFirst();
        }
    }

    /** Counts of the shard by upper bound, the smaller bounds' included. */
    NavigableMap<Double, Long> counts(String shard) {
        NavigableMap<Double, Long> counts = new TreeMap<>();
        if (pages.size() > 1) {
            NavigableMap<Double, Long> before = pages.getFirst().page().of(shard);
            pages.getLast()
                    .page()
                    .of(shard)
                    .forEach((bound, count) -> counts.put(bound, count - before.getOrDefault(bound, 0L)));
        }
        return counts;
    }

    private Seen second() {
        return pages.stream().skip(1).findFirst().orElseThrow();
    }

    private static boolean hasStartedAnew(LatencyPage before, LatencyPage now) {
        return before.shards().keySet().stream().anyMatch(shard -> all(now.of(shard)) < all(before.of(shard)));
    }

    private static long all(NavigableMap<Double, Long> counts) {
        return counts.isEmpty() ? 0 : counts.lastEntry().getValue();
    }
}
