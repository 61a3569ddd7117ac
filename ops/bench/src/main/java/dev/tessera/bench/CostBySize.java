package dev.tessera.bench;

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
        Map<Role, Estimate> startMillis,
        Map<Role, Long> heapBytes,
        Map<Role, Integer> connections) {

    /** Who takes turns. */
    enum Role {
        SMALL,
        /** What differs between this and {@link #SMALL} is noise. */
        CONTROL,
        LARGE;

        ClusterSize size() {
            return this == LARGE ? ClusterSize.LARGE : ClusterSize.SMALL;
        }

        @Override
        public String toString() {
            return this == CONTROL ? size() + ", again" : size().toString();
        }
    }
}
