package dev.tessera.router.internal.snapshot;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How current the snapshot is: when the directory last confirmed it, and which failure prevents the next confirmation. Written by one
 * thread.
 */
public final class Freshness {
    private static final String SILENT = "it doesn't answer";

    private volatile long confirmedAt;
    private volatile @Nullable String problem;
    /** What a silent directory means: at first more than later. */
    private String silence;

    private Freshness(long confirmedAt, @Nullable String problem) {
        this.confirmedAt = confirmedAt;
        this.problem = problem;
        this.silence = problem == null ? SILENT : problem;
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
        silence = SILENT;
    }

    /** The directory doesn't answer; whether that is news. */
    boolean doubtSilence() {
        return doubt(silence);
    }

    /** Whether that is news. */
    boolean doubt(String reason) {
        boolean news = !reason.equals(problem);
        problem = reason;
        return news;
    }

    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - confirmedAt);
    }

    /** What is wrong with the directory; empty when it confirms the snapshot. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }
}
