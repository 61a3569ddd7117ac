package dev.tessera.ops.planning.capacity;

/**
 * Bytes of a row in its table's file, indexes and half-filled pages included.
 *
 * @param comment its entry in the author's index included
 * @param bucket of a bucket without rows: its tables' files
 */
public record RowSizes(double user, double thread, double comment, double bucket) {
    /** As measured on MySQL 9.7 with comments of some 90 characters: see {@code ops/docs/growing.md}. */
    public static final RowSizes MEASURED = new RowSizes(380, 420, 450, 6 * 114_688);

    public RowSizes {
        if (!(user > 0) || !(thread > 0) || !(comment > 0) || !(bucket >= 0)) {
            throw new IllegalArgumentException("a row takes more than nothing");
        }
    }

    /** Of a part of the population, buckets left out. */
    public double bytes(SimulatedPopulation simulatedPopulation, double part) {
        return part
                * (simulatedPopulation.users() * user
                        + simulatedPopulation.threads() * thread
                        + (double) simulatedPopulation.comments() * comment);
    }
}
