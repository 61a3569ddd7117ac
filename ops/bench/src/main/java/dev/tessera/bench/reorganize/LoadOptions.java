package dev.tessera.bench.reorganize;

import dev.tessera.bench.moves.BenchCluster;
import dev.tessera.testbed.workload.state.WorkloadOptions;
import java.time.Duration;
import java.util.Locale;

/**
 * The checked workload.
 *
 * @param pauseMillis that a client rests between two acts
 */
record LoadOptions(int apps, int clients, int pauseMillis, int warmupSeconds) {
    WorkloadOptions of(BenchCluster cluster) {
        return cluster.workload().withClients(clients).withPauseBetweenActs(Duration.ofMillis(pauseMillis));
    }

    void warmUp() throws InterruptedException {
        Thread.sleep(Duration.ofSeconds(warmupSeconds).toMillis());
    }

    String describe() {
        return String.format(
                Locale.ROOT,
                "%d clients of the checked workload on %d app instances, each client resting %d ms between two acts",
                clients,
                apps,
                pauseMillis);
    }
}
