package dev.tessera.e2e.workload;

import dev.tessera.testbed.process.Eventually;
import dev.tessera.testbed.workload.Workload;
import java.time.Duration;

/** Waits for a workload to have done enough. */
final class Runs {
    private Runs() {}

    static void until(Workload workload, long comments) {
        Eventually.within(
                Duration.ofMinutes(1),
                () -> workload.statistics().comments() >= comments,
                () -> comments + " comments: " + workload.statistics() + " " + workload.failures());
    }
}
