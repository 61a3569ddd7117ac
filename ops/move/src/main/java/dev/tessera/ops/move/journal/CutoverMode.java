package dev.tessera.ops.move.journal;

import java.util.Locale;

/** When a move that has caught up takes its fence. */
public enum CutoverMode {
    /** As soon as it can. */
    AUTO,
    /** When an operator says so. */
    MANUAL,
    /** An operator has said so. */
    NOW;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CutoverMode ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
