package dev.tessera.router.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the snapshot can be believed: when the directory last confirmed it, and what is wrong since. Written by one thread. */
final class Freshness {
    private volatile long confirmedAt;
    private volatile @Nullable String problem;

    private Freshness(long confirmedAt, @Nullable String problem) {
        this.confirmedAt = confirmedAt;
        this.problem = problem;
    }

    static Freshness confirmed() {
        return new Freshness(System.nanoTime(), null);
    }

    /** Of a snapshot that was saved at some time by another run. */
    static Freshness saved(Instant at) {
        Duration age = Duration.between(at, Instant.now());
        return new Freshness(
                System.nanoTime() - age.toNanos(),
                "it hasn't answered since the start; working with what was saved at " + at);
    }

    /** The directory says what the snapshot says. */
    void confirm() {
        confirmedAt = System.nanoTime();
        problem = null;
    }

    /** Whether that is news. */
    boolean doubt(String reason) {
        boolean news = !reason.equals(problem);
        problem = reason;
        return news;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - confirmedAt);
    }

    /** What is wrong with the directory; empty when it confirms the snapshot. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
