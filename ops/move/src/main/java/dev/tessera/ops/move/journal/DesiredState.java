package dev.tessera.ops.move.journal;

import java.util.Locale;

/** What an operator wants of a move that somebody works at. */
public enum DesiredState {
    RUN,
    PAUSE,
    ABORT;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DesiredState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
