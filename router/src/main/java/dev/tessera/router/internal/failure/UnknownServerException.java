package dev.tessera.router.internal.failure;

import dev.tessera.shardconfig.redaction.SafeSqlException;

/** Somebody answered at a shard's address whom the directory doesn't know as that shard. */
public final class UnknownServerException extends SafeSqlException {
    public UnknownServerException(String serverUuid) {
        super("its server " + serverUuid + " is not known to be this shard; compare it with the rest, then"
                + " `shardctl shard accept`");
    }
}
