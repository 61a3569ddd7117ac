package dev.tessera.ops.move.transfer.spec;

/** The work ended early because it was asked to. */
public final class TransferStoppedException extends TransferFailedException {
    public TransferStoppedException() {
        super("stopped on request");
    }
}
