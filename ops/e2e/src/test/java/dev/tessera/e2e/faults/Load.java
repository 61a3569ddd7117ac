package dev.tessera.e2e.faults;

import dev.tessera.app.testing.ApiAnswer;
import dev.tessera.app.testing.ApiClient;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients that read and write at a steady pace, so that a fault changes what is answered and not what is asked: a client that is
 * refused at once would otherwise ask more than before, and take the machine from the others. Each client keeps to the keys of one
 * shard.
 */
final class Load implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final ApiClient api;
    private final Duration pace;
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads;
    private volatile boolean stopped;

    private Load(ApiClient api, int clients, int requestsPerSecond) {
        this.api = api;
        this.pace = Duration.ofSeconds(clients).dividedBy(requestsPerSecond);
        this.threads = Executors.newFixedThreadPool(clients);
    }

    static Load start(ApiClient api, List<Key> keys, int clients, int requestsPerSecond) {
        Load load = new Load(api, clients, requestsPerSecond);
        int shards = 1 + keys.stream().mapToInt(Key::shard).max().orElseThrow();
        for (int client = 0; client < clients; client++) {
            int shard = client % shards;
            List<Key> own = keys.stream().filter(key -> key.shard() == shard).toList();
            Random random = new Random(client);
            load.threads.execute(() -> load.run(own, random));
        }
        return load;
    }

    Samples samples() {
        return new Samples(new ArrayList<>(samples));
    }

    /** Returns when so many more requests to a shard have been answered. */
    void await(int shard, int requests) {
        int wanted = samples().of(shard).count() + requests;
        Eventually.within(
                TIMEOUT, () -> samples().of(shard).count() >= wanted, () -> requests + " requests to shard " + shard);
    }

    /** Lets the requests under way end. */
    Samples stop() {
        stopped = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new AssertionError("a request has no end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return samples();
    }

    @Override
    public void close() {
        stop();
    }

    private void run(List<Key> keys, Random random) {
        long due = System.nanoTime() + (long) (random.nextDouble() * pace.toNanos());
        while (!stopped) {
            LockSupport.parkNanos(due - System.nanoTime());
            // What is late is left out: nobody makes up for it.
            due = Math.max(due, System.nanoTime()) + pace.toNanos();
            samples.add(send(keys.get(random.nextInt(keys.size())), random.nextInt(10)));
        }
    }

    private Sample send(Key key, int kind) {
        long startedAt = System.nanoTime();
        try {
            return Sample.of(key.shard(), startedAt, answer(key, kind));
        } catch (RuntimeException failure) {
            return Sample.failed(key.shard(), startedAt, failure);
        }
    }

    /** Of ten requests two write, two read a page, and six a row. */
    private ApiAnswer answer(Key key, int kind) {
        return switch (kind) {
            case 0, 1 -> key.writeComment(api, "a comment among many");
            case 2, 3 -> key.readPage(api);
            case 4, 5, 6 -> key.readUser(api);
            default -> key.readComment(api);
        };
    }
}
