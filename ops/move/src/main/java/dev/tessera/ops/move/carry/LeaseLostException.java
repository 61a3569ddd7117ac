package dev.tessera.ops.move.carry;

import org.jspecify.annotations.Nullable;

/** Another mover has taken the move over: this one must not commit anything any more. */
public final class LeaseLostException extends CarryFailedException {
    /** @param found what the target says now; null when it knows no lease of this move */
    public LeaseLostException(Carriage carriage, @Nullable Long found) {
        super("move " + carriage.moveId() + " is no longer ours: " + carriage.target() + " holds "
                + (found == null ? "no lease" : "lease epoch " + found) + ", ours is " + carriage.leaseEpoch());
    }

    /** @param message which move, and who lost it */
    public LeaseLostException(String message) {
        super(message);
    }
}
