package dev.tessera.shardconfig.move;

import java.util.Locale;

/** Whether a bucket can go back to the originals of a move. */
public enum ReverseReplicationState {
    /** The originals are kept up to date, and can be made live again. */
    OPEN,
    /** Its stream met what it can't follow: the originals stay as old as they are. A reverse would meet the same. */
    BROKEN,
    /** Another move or a migration of the bucket has ended it. */
    CLOSED,
    /** It was gone: the originals are live again. */
    TAKEN,
    /** The move was completed: the originals are dropped, or about to be. */
    ENDED;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ReverseReplicationState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
