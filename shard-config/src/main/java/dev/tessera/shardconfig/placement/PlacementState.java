package dev.tessera.shardconfig.placement;

import java.util.Locale;

/** The state of a placement. */
public enum PlacementState {
    /** Its tables are being made for the first time; nothing is served. */
    CREATING,
    /** Served at its home. */
    LIVE,
    /** Between two homes: a 1146 is expected, and passes. */
    CUTOVER;

    /** As SQL has it: {@code 'live'}. */
    public String literal() {
        return "'" + column() + "'";
    }

    /** As the directory's column has it: {@code live}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no state is written like that */
    public static PlacementState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
