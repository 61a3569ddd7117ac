package dev.tessera.ops.planning.capacity;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;

/**
 * Which part of a simulated population is in each slot. The largest threads of a skewed one are assigned to slots as by the hashes of their
 * keys, all others are spread evenly.
 */
final class SlotParts {
    /** Single threads that are looked at: the rest is as good as even. */
    private static final int LARGE_THREADS = 20_000;

    private static final long HASH = 0x9E3779B97F4A7C15L;

    /** Of all slots below one. */
    private final double[] below = new double[SlotFunction.SLOTS + 1];

    SlotParts(SimulatedPopulation population) {
        double[] parts = new double[SlotFunction.SLOTS];
        double even = 1;
        double largest = population.largestThread();
        int single = (int) Math.min(LARGE_THREADS, population.threads());
        for (int rank = 1; rank <= single && population.skew() > 0; rank++) {
            double part = largest * Math.pow(rank, -population.skew());
            parts[(int) Long.remainderUnsigned(rank * HASH, SlotFunction.SLOTS)] += part;
            even -= part;
        }
        for (int slot = 0; slot < parts.length; slot++) {
            below[slot + 1] = below[slot] + parts[slot] + even / parts.length;
        }
    }

    double of(BucketId bucket) {
        return below[bucket.lastSlot() + 1] - below[bucket.firstSlot()];
    }
}
