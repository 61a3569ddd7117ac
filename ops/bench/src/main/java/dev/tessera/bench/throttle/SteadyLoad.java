package dev.tessera.bench.throttle;

import dev.tessera.bench.measure.Console;
import dev.tessera.testbed.workload.Workload;
import java.time.Duration;
import java.util.Locale;

/** Finds, again and again as compilers and caches warm up, how long clients must rest between two acts so that the machine is as busy as wanted. */
final class SteadyLoad {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final double NEAR = 0.03;

    private final Workload workload;
    private final int clients;
    private Duration rest;

    SteadyLoad(Workload workload, int clients, Duration rest) {
        this.workload = workload;
        this.clients = clients;
        this.rest = rest;
    }

    /** As it was found last. */
    Duration rest() {
        return rest;
    }

    /**
     * @param share of the processors, 0 to 1
     * @param looks at most, of five seconds each
     */
    void settle(double share, int looks) throws InterruptedException {
        for (int look = 0; look < looks; look++) {
            long requests = workload.statistics().requests();
            Processors processors = Processors.now();
            Thread.sleep(LOOK.toMillis());
            double busy = processors.busy();
            long done = Math.max(1, workload.statistics().requests() - requests);
            Console.say(
                    "%s",
                    String.format(Locale.ROOT, "busy by %.0f %% with rests of %d ms", 100 * busy, rest.toMillis()));
            if (Math.abs(busy - share) < NEAR) {
                break;
            }
            double cycle = (double) clients * LOOK.toMillis() / done;
            rest = Duration.ofMillis(Math.max(0, Math.round(rest.toMillis() + cycle * (busy / share - 1))));
            workload.rest(rest);
        }
    }
}
