package dev.tessera.ops.move.transfer.spec;

/** Asks long work to end early: it looks between batches. Called from several threads. */
@FunctionalInterface
public interface StopSignal {
    boolean isRequested();

    static StopSignal never() {
        return () -> false;
    }

    /** @throws TransferStoppedException when a stop is requested */
    default void check() {
        if (isRequested() || Thread.currentThread().isInterrupted()) {
            throw new TransferStoppedException();
        }
    }
}
