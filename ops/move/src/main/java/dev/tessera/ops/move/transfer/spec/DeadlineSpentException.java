package dev.tessera.ops.move.transfer.spec;

import dev.tessera.shardconfig.TesseraException;

/** There is no time left; the message says for what. What was begun goes back, and is tried again later. */
public final class DeadlineSpentException extends TesseraException {
    public DeadlineSpentException(String message) {
        super(message);
    }
}
