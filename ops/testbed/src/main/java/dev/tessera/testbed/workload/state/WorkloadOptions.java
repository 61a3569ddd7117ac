package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.InitialBuckets;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How a workload goes about it.
 *
 * @param bases of the apps' APIs: {@code http://127.0.0.1:8080}; requests take turns
 * @param bucketCount over how many parts of the slots users and threads are spread at the start
 * @param clients each with one request under way at a time
 * @param readers each polls its share of the polled threads
 * @param polledThreads at most; those of hot buckets first
 * @param hotBuckets take {@code hotShare} of the acts between them, on top of their part of the rest
 * @param hotShare 0 to 1
 * @param threadsPerBucket begun at the start; hot buckets get four times as many
 * @param pauseBetweenActs of each client; zero for as fast as it goes
 * @param requestTimeout after which a request has failed, with its outcome open
 * @param preloaded what the clients find and go on with
 * @param alone nobody else writes to the cluster, so that the audit takes any comment it doesn't know for a stray
 */
public record WorkloadOptions(
        List<URI> bases,
        int bucketCount,
        int clients,
        int readers,
        int polledThreads,
        Set<BucketId> hotBuckets,
        double hotShare,
        int threadsPerBucket,
        Duration pauseBetweenActs,
        Duration requestTimeout,
        List<Preloaded> preloaded,
        boolean alone) {

    public WorkloadOptions {
        bases = List.copyOf(bases);
        hotBuckets = Set.copyOf(hotBuckets);
        preloaded = List.copyOf(preloaded);
        if (bases.isEmpty() || clients < 1 || readers < 0 || threadsPerBucket < 1) {
            throw new IllegalArgumentException("a workload has a base, a client and a thread per bucket at least");
        }
        if (hotShare < 0 || hotShare > 1) {
            throw new IllegalArgumentException("hot share " + hotShare + " is outside 0..1");
        }
    }

    /** 16 clients and 2 readers, no bucket hot. */
    public static WorkloadOptions of(List<URI> bases, int bucketCount) {
        return new WorkloadOptions(
                bases,
                bucketCount,
                16,
                2,
                16,
                Set.of(),
                0.5,
                1,
                Duration.ZERO,
                Duration.ofSeconds(30),
                List.of(),
                true);
    }

    public boolean isHot(int slot) {
        return hotBuckets.stream().anyMatch(bucket -> bucket.contains(slot));
    }

    public InitialBuckets buckets() {
        return new InitialBuckets(bucketCount);
    }

    public WorkloadOptions withClients(int newClients) {
        return copy(newClients, readers, hotBuckets, hotShare, pauseBetweenActs, preloaded, alone);
    }

    public WorkloadOptions withReaders(int newReaders) {
        return copy(clients, newReaders, hotBuckets, hotShare, pauseBetweenActs, preloaded, alone);
    }

    public WorkloadOptions withHot(Set<BucketId> buckets, double share) {
        return copy(clients, readers, buckets, share, pauseBetweenActs, preloaded, alone);
    }

    public WorkloadOptions withPauseBetweenActs(Duration pause) {
        return copy(clients, readers, hotBuckets, hotShare, pause, preloaded, alone);
    }

    public WorkloadOptions withPreloaded(List<Preloaded> newPreloaded) {
        return copy(clients, readers, hotBuckets, hotShare, pauseBetweenActs, newPreloaded, alone);
    }

    /** Others write to the cluster too: what they write isn't audited. */
    public WorkloadOptions amongOthers() {
        return copy(clients, readers, hotBuckets, hotShare, pauseBetweenActs, preloaded, false);
    }

    private WorkloadOptions copy(
            int newClients,
            int newReaders,
            Set<BucketId> newHot,
            double newShare,
            Duration newPause,
            List<Preloaded> newPreloaded,
            boolean newAlone) {
        return new WorkloadOptions(
                bases,
                bucketCount,
                newClients,
                newReaders,
                polledThreads,
                newHot,
                newShare,
                threadsPerBucket,
                newPause,
                requestTimeout,
                newPreloaded,
                newAlone);
    }
}
