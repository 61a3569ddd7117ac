package dev.tessera.testbed.process;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a condition by asking again and again, instead of sleeping and hoping. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Eventually() {}

    public static void within(Duration limit, Callable<Boolean> condition, String what) {
        within(limit, condition, () -> what);
    }

    /**
     * Returns when the condition holds, and fails when it doesn't in time.
     *
     * @param condition asked at once and then every 20 ms; what it throws counts as "not yet" and is the cause of the
     *     failure when time runs out
     * @param describe what was waited for, worked out only when time runs out
     */
    public static void within(Duration limit, Callable<Boolean> condition, Supplier<String> describe) {
        long deadline = System.nanoTime() + limit.toNanos();
        Attempt last = Attempt.of(condition);
        while (!last.held()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + limit.toMillis() + " ms: " + describe.get(), last.failure());
            }
            sleep();
            last = Attempt.of(condition);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", e);
        }
    }

    private record Attempt(boolean held, @Nullable Throwable failure) {
        static Attempt of(Callable<Boolean> condition) {
            try {
                return new Attempt(condition.call(), null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting", e);
            } catch (Exception | AssertionError e) {
                return new Attempt(false, e);
            }
        }
    }
}
