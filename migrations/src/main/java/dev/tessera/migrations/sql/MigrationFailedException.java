package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** A migration that stopped half-way. Running the same verb again goes on from there. */
public class MigrationFailedException extends TesseraException {
    public MigrationFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
