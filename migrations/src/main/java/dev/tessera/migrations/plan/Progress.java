package dev.tessera.migrations.plan;

import java.time.Duration;
import java.util.Optional;

/** Called with the progress of a migration. Called from several threads, one at a time; must be fast. */
@FunctionalInterface
public interface Progress {
    void report(Report report);

    static Progress none() {
        return report -> {};
    }

    /**
     * @param current what has just begun or ended: {@code bucket 04352_04607 on shard-a}
     * @param remaining empty until enough is done to tell
     */
    record Report(int done, int total, String current, Duration elapsed, Optional<Duration> remaining) {}
}
