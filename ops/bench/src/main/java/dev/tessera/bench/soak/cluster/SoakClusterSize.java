package dev.tessera.bench.soak.cluster;

/**
 * The size of a system.
 *
 * @param comments that each of the first buckets begins with
 * @param filled how many buckets do
 * @param releases that it can be migrated to
 */
public record SoakClusterSize(int apps, int agents, int comments, int filled, int releases) {}
