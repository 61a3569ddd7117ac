package dev.tessera.ops.move.directory;

import dev.tessera.shardconfig.TesseraException;

/** The servers show what can never be as long as Tessera alone moves buckets. Nothing was changed; {@code shardctl doctor} tells more. */
public final class BrokenInvariantException extends TesseraException {
    public BrokenInvariantException(String message) {
        super(message);
    }
}
