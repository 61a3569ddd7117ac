package dev.tessera.ops.move.carry;

/** The work ended early because it was asked to. */
public final class CarryStoppedException extends CarryFailedException {
    public CarryStoppedException() {
        super("stopped on request");
    }
}
