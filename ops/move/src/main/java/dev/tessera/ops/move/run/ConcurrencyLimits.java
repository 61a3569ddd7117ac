package dev.tessera.ops.move.run;

/**
 * How many moves may run side by side.
 *
 * @param atOnce in all
 * @param perServer on any one server, as source or as target
 */
public record ConcurrencyLimits(int atOnce, int perServer) {
    public ConcurrencyLimits {
        if (atOnce < 1 || perServer < 1) {
            throw new IllegalArgumentException("at least one move at once, and one on a server");
        }
    }
}
