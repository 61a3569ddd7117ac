package dev.tessera.ops.move.throttle;

import dev.tessera.shardconfig.TesseraException;

/** The directory holds limits that this program doesn't understand: another version, or a hand, wrote them. */
public final class ThrottleLimitsUnreadableException extends TesseraException {
    public ThrottleLimitsUnreadableException(String json, Throwable cause) {
        super("the limits in the directory can't be read: " + cause.getMessage() + ": " + json, cause);
    }
}
