package dev.tessera.ops.move.journal;

import dev.tessera.shardconfig.TesseraException;

/** Somebody else works at the move; the message says who. */
public final class LeaseHeldException extends TesseraException {
    public LeaseHeldException(String message) {
        super(message);
    }
}
