package dev.tessera.bench.routing;

import dev.tessera.bench.measure.MedianEstimate;
import dev.tessera.bench.routing.sides.ClusterSize;
import java.util.Map;

/**
 * What a large directory costs a router, with the same 64 tables in use.
 *
 * @param rounds of point reads, in JVMs that live on; {@link Role#CONTROL} is a second JVM of the small size
 * @param startMillis from main to the first answer, in fresh JVMs
 * @param heapBytes in use after a collection, when all was measured
 * @param connections that the router held with few of its shards in use
 */
record CostBySize(
        Rounds<Role> rounds,
        Map<Role, MedianEstimate> startMillis,
        Map<Role, Long> heapBytes,
        Map<Role, Integer> connections) {

    /** Microseconds an operation that the router costs with few shards more than JDBC by hand over as many pools. */
    MedianEstimate routingWithFewShards() {
        return rounds.cpuMicrosMore(Role.SMALL, Role.SMALL_BY_HAND);
    }

    /** The same with many shards. */
    MedianEstimate routingWithManyShards() {
        return rounds.cpuMicrosMore(Role.LARGE, Role.LARGE_BY_HAND);
    }

    /** How many times the CPU with few shards, where what JDBC by hand pays for as many pools is left out. */
    MedianEstimate ratioBesideHand() {
        return rounds.cpuRatioBeside(Role.LARGE, Role.SMALL, Role.LARGE_BY_HAND, Role.SMALL_BY_HAND);
    }

    /** Who takes turns. */
    enum Role {
        SMALL(16, 2),
        /** What differs between this and {@link #SMALL} is noise. */
        CONTROL(16, 2),
        BUCKETS_256(256, 2),
        BUCKETS_1024(1024, 2),
        BUCKETS_4096(4096, 2),
        SHARDS_8(4096, 8),
        LARGE(4096, 64),
        /** What so many pools and connections cost whoever routes. */
        SMALL_BY_HAND(16, 2),
        LARGE_BY_HAND(4096, 64);

        private final int buckets;
        private final int shards;

        Role(int buckets, int shards) {
            this.buckets = buckets;
            this.shards = shards;
        }

        ClusterSize size() {
            return new ClusterSize(buckets, shards);
        }

        /** JDBC by hand over as many pools, without a router. */
        boolean isByHand() {
            return this == SMALL_BY_HAND || this == LARGE_BY_HAND;
        }

        /** Whether a goal is judged by it. */
        boolean isNeeded() {
            return this == SMALL || this == LARGE || isByHand();
        }

        @Override
        public String toString() {
            if (isByHand()) {
                return "JDBC by hand, " + shards + " pools";
            }
            return this == CONTROL ? size() + ", again" : size().toString();
        }
    }
}
