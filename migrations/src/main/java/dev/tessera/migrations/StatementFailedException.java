package dev.tessera.migrations;

import dev.tessera.shardconfig.ServerAddress;

/** A statement that a server refused, or whose answer never came. */
public final class StatementFailedException extends MigrationFailedException {
    public StatementFailedException(ServerAddress address, String sql, Throwable cause) {
        super(address + ": " + cause.getMessage() + " (in: " + sql + ")", cause);
    }
}
