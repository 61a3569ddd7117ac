package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.TesseraException;

/** Another process holds a lock that the work needs; the message names it. */
public final class LockHeldException extends TesseraException {
    public LockHeldException(String message) {
        super(message);
    }
}
