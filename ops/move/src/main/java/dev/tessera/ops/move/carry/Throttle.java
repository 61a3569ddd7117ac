package dev.tessera.ops.move.carry;

/** Holds a move back when the servers have better things to do. Called from several threads. */
@FunctionalInterface
public interface Throttle {
    /**
     * Returns when the next batch may run.
     *
     * @param what {@code copy} or {@code catch-up}
     */
    void await(String what) throws InterruptedException;

    static Throttle none() {
        return what -> {};
    }
}
