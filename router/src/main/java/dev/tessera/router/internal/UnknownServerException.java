package dev.tessera.router.internal;

import dev.tessera.shardconfig.redaction.SafeSqlException;

/** Somebody answered at a shard's address whom the directory doesn't know as that shard. */
final class UnknownServerException extends SafeSqlException {
    UnknownServerException(String serverUuid) {
        super("its server " + serverUuid + " is not known to be this shard; compare it with the rest, then"
                + " `shardctl shard accept`");
    }
}
