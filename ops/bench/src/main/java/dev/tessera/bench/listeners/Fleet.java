package dev.tessera.bench.listeners;

import dev.tessera.testbed.process.Eventually;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Listeners, each with a thread of its own. For one owner. */
final class Fleet implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(60);
    private static final long STACK_BYTES = 256 << 10;

    private final List<URI> bases;
    private final List<FleetListener> listeners = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    Fleet(List<URI> bases) {
        this.bases = List.copyOf(bases);
    }

    /** At the instances by turns. */
    FleetListener add(String thread, String cursor) {
        FleetListener listener = new FleetListener(bases, listeners.size() % bases.size(), thread, cursor);
        Thread running = new Thread(null, listener, "listener-" + listeners.size(), STACK_BYTES);
        running.setDaemon(true);
        running.start();
        listeners.add(listener);
        threads.add(running);
        return listener;
    }

    void awaitConnected() {
        Eventually.within(TO_CONNECT, this::isConnected, "all listeners are heard");
    }

    boolean isConnected() {
        return listeners.stream().allMatch(FleetListener::isConnected);
    }

    /** In milliseconds, of all; they are kept no longer. */
    double[] takeDelays() {
        return listeners.stream()
                .flatMap(listener -> listener.takeDelays().stream())
                .mapToDouble(nanos -> nanos / 1e6)
                .toArray();
    }

    @Override
    public void close() throws InterruptedException {
        listeners.forEach(FleetListener::end);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(5).toMillis());
        }
    }
}
