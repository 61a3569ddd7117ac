package dev.tessera.migrations.changelog;

import dev.tessera.migrations.sql.MigrationFailedException;

/** A change that the server can't make without blocking other sessions; nothing of it was done. */
final class BlockingChangeException extends MigrationFailedException {
    BlockingChangeException(String message) {
        super(message, null);
    }
}
