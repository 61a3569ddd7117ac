package dev.tessera.router.internal.failure;

import dev.tessera.shardconfig.redaction.SafeSqlException;

/** The server at a shard's address isn't registered as that shard in the directory. */
public final class UnknownServerException extends SafeSqlException {
    public UnknownServerException(String serverUuid) {
        super("its server " + serverUuid + " is not known to be this shard; compare it with the rest, then"
                + " `shardctl shard accept`");
    }
}
