package dev.tessera.ops.move.transfer.spec;

import org.jspecify.annotations.Nullable;

/** Another mover has taken the move over: this one must not commit anything any more. */
public final class LeaseLostException extends TransferFailedException {
    /** @param found what the target says now; null when it knows no lease of this move */
    public LeaseLostException(TransferSpec transferSpec, @Nullable Long found) {
        super("move " + transferSpec.moveId() + " is no longer ours: " + transferSpec.target() + " holds "
                + (found == null ? "no lease" : "lease epoch " + found) + ", ours is " + transferSpec.leaseEpoch());
    }

    /** @param message which move, and who lost it */
    public LeaseLostException(String message) {
        super(message);
    }
}
