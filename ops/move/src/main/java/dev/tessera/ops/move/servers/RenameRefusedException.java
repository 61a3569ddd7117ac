package dev.tessera.ops.move.servers;

import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.shardconfig.TesseraException;

/** A server that doesn't let the tables of a bucket be renamed, for a reason that doesn't pass. Nothing was renamed. */
public final class RenameRefusedException extends TesseraException {
    private static final long serialVersionUID = 1L;

    RenameRefusedException(ServerLogin server, TableRename rename, Exception refusal) {
        super(
                server.shard() + " refused to rename " + rename.tables().size() + " tables from " + rename.from()
                        + " to " + rename.to() + ": "
                        + (refusal.getCause() == null ? refusal : refusal.getCause()).getMessage(),
                refusal);
    }
}
