package dev.tessera.migrations.sql;

import dev.tessera.shardconfig.TesseraException;
import org.jspecify.annotations.Nullable;

/** A migration that stopped half-way. The same command continues it. */
public class MigrationFailedException extends TesseraException {
    public MigrationFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
