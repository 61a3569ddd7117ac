package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.TesseraException;

/** Somebody else holds a lock that the work needs; the message says who. */
public final class LockHeldException extends TesseraException {
    public LockHeldException(String message) {
        super(message);
    }
}
