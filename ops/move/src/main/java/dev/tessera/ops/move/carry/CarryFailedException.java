package dev.tessera.ops.move.carry;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** Carrying the rows of a bucket failed. Nothing that was committed on the target is wrong; the work may be run again. */
public class CarryFailedException extends TesseraException {
    public CarryFailedException(String message) {
        super(message);
    }

    public CarryFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
