package dev.tessera.ops.move.transfer.spec;

/** Holds a move back when the servers have better things to do. Called from several threads. */
@FunctionalInterface
public interface Throttle {
    /**
     * Returns when the next batch may run.
     *
     * @param what {@code copy}, {@code index}, {@code catch-up} or {@code comparison}
     * @param bytes that the batch writes, or compares; 0 when they are next to nothing
     * @param stop ends the waiting
     * @throws TransferStoppedException when a stop is requested meanwhile
     */
    void await(String what, long bytes, StopSignal stop) throws InterruptedException;

    static Throttle none() {
        return (what, bytes, stop) -> {};
    }

    /**
     * How much of a usual batch one should hold now, above 0 and at most 1. A full batch that is followed by a long wait is felt as a jolt by whoever
     * uses the server; many small ones aren't.
     */
    default double portion() {
        return 1;
    }

    /** Waits for this one, then for the other. */
    default Throttle and(Throttle other) {
        Throttle first = this;
        return new Throttle() {
            @Override
            public void await(String what, long bytes, StopSignal stop) throws InterruptedException {
                first.await(what, bytes, stop);
                other.await(what, bytes, stop);
            }

            @Override
            public double portion() {
                return Math.min(first.portion(), other.portion());
            }
        };
    }
}
