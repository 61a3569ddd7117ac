package dev.tessera.bench.soak;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.bench.soak.plan.Round;
import dev.tessera.bench.soak.plan.SoakPlan;
import java.time.Duration;
import java.util.List;

/** Estimates the rest of a soak: its rounds, and the average duration of cleanups and audits so far. Thread-safe. */
final class TimeLeft {
    /** A guess until the first is known. */
    private static final Duration FIRST_AFTERMATH = Duration.ofSeconds(45);

    private final List<Round> rounds;

    @GuardedBy("this") private int done;

    @GuardedBy("this") private Duration aftermaths = Duration.ZERO;

    @GuardedBy("this") private long since = System.nanoTime();

    @GuardedBy("this") private Duration within = Duration.ZERO;

    TimeLeft(SoakPlan plan) {
        this.rounds = plan.rounds();
    }

    synchronized void roundBegins() {
        since = System.nanoTime();
        within = rounds.get(done).length().plus(aftermath());
    }

    synchronized void roundIsAudited() {
        Duration took = Duration.ofNanos(System.nanoTime() - since);
        aftermaths = aftermaths.plus(took.minus(rounds.get(done).length()));
        done++;
        within = Duration.ZERO;
        since = System.nanoTime();
    }

    synchronized Duration left() {
        Duration aftermath = aftermath();
        Duration later = rounds.stream()
                .skip(within.isZero() ? done : done + 1)
                .map(round -> round.length().plus(aftermath))
                .reduce(Duration.ZERO, Duration::plus);
        Duration ofThis = within.minus(Duration.ofNanos(System.nanoTime() - since));
        return ofThis.isNegative() ? later : later.plus(ofThis);
    }

    @GuardedBy("this") private Duration aftermath() {
        return done == 0 ? FIRST_AFTERMATH : aftermaths.dividedBy(done);
    }
}
