package dev.tessera.shardconfig.move;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Whether a bucket can go back to the originals of a move. The legal transitions are data, see {@link #canBecome}. */
public enum ReverseReplicationState {
    /** The originals are kept up to date, and can be made live again. */
    OPEN,
    /** Its stream met what it can't follow: the originals stay as old as they are. A reverse would meet the same. */
    BROKEN,
    /** Another move or a migration of the bucket has ended it. */
    CLOSED,
    /** A further move went back by it: the originals are live again. */
    TAKEN,
    /** The move was completed: the originals are dropped, or about to be. */
    ENDED;

    private static final Map<ReverseReplicationState, Set<ReverseReplicationState>> NEXT = new EnumMap<>(Map.of(
            OPEN, EnumSet.of(BROKEN, CLOSED, TAKEN, ENDED),
            BROKEN, EnumSet.of(CLOSED, TAKEN, ENDED),
            CLOSED, EnumSet.noneOf(ReverseReplicationState.class),
            TAKEN, EnumSet.noneOf(ReverseReplicationState.class),
            ENDED, EnumSet.noneOf(ReverseReplicationState.class)));

    public boolean canBecome(ReverseReplicationState state) {
        return NEXT.getOrDefault(this, Set.of()).contains(state);
    }

    /** As the directory's column has it: {@code open}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As SQL has it: {@code 'open'}. */
    public String literal() {
        return "'" + column() + "'";
    }

    /** @throws IllegalArgumentException when no state is written like that */
    public static ReverseReplicationState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
