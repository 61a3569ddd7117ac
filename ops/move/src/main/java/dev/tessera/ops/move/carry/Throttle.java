package dev.tessera.ops.move.carry;

/** Holds a move back when the servers have better things to do. Called from several threads. */
@FunctionalInterface
public interface Throttle {
    /**
     * Returns when the next batch may run.
     *
     * @param what {@code copy}, {@code catch-up} or {@code comparison}
     * @param bytes that the batch writes; 0 when it only reads, or writes next to nothing
     * @param stop ends the waiting
     * @throws CarryStoppedException when a stop is requested meanwhile
     */
    void await(String what, long bytes, StopSignal stop) throws InterruptedException;

    static Throttle none() {
        return (what, bytes, stop) -> {};
    }

    /** Waits for this one, then for the other. */
    default Throttle and(Throttle other) {
        return (what, bytes, stop) -> {
            await(what, bytes, stop);
            other.await(what, bytes, stop);
        };
    }
}
