package dev.tessera.ops.rebalance.sampling;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.Directory;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Samples at intervals, in a thread of its own, so that urgent work doesn't wait for it. Of several agents, one takes each sample: the
 * first that claims it in the directory.
 */
public final class RegularSampling implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration END = Duration.ofSeconds(5);

    private final Thread thread;

    private RegularSampling(Thread thread) {
        this.thread = thread;
    }

    /**
     * @param interval between two samplings, by whomever
     * @param log what makes samplings less than they could be, once
     */
    public static RegularSampling start(Cluster cluster, Duration interval, String who, Consumer<String> log) {
        Thread thread = new Thread(new Rounds(cluster, interval, who, log), "growth sampling");
        thread.setDaemon(true);
        thread.start();
        return new RegularSampling(thread);
    }

    /** Never samples. */
    public static RegularSampling none() {
        return new RegularSampling(new Thread("no growth sampling"));
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Rounds implements Runnable {
        private final Cluster cluster;
        private final Duration interval;
        private final String who;
        private final Consumer<String> log;
        private String lastSaid = "";

        Rounds(Cluster cluster, Duration interval, String who, Consumer<String> log) {
            this.cluster = cluster;
            this.interval = interval;
            this.who = who;
            this.log = log;
        }

        @Override
        public void run() {
            try (Directory directory = new Directory(cluster.config(), cluster.operator())) {
                GrowthSamples samples = new GrowthSamples(directory);
                while (true) {
                    sampleWhenDue(samples);
                    Thread.sleep(Math.min(interval.toMillis(), LONGEST_WAIT.toMillis()));
                }
            } catch (InterruptedException shallEnd) {
                // Whoever interrupts waits for the end, and for nothing else.
            }
        }

        /** What can't be done now is tried when the next sampling is due. */
        private void sampleWhenDue(GrowthSamples samples) {
            try {
                if (samples.takeTurn(interval)) {
                    report(new Sampler(cluster, samples).sample(who).remarks());
                }
            } catch (TesseraException e) {
                report("growth is not sampled: " + e.getMessage());
            }
        }

        /** Once, not at every sampling. */
        private void report(String text) {
            if (!text.isEmpty() && !text.equals(lastSaid)) {
                log.accept(text);
            }
            lastSaid = text;
        }
    }
}
