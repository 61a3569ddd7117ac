package dev.tessera.ops.move.transfer.spec;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** Carrying the rows of a bucket failed. Nothing that was committed on the target is wrong; the work may be run again. */
public class TransferFailedException extends TesseraException {
    public TransferFailedException(String message) {
        super(message);
    }

    public TransferFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
