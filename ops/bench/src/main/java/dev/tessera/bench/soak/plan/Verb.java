package dev.tessera.bench.soak.plan;

import java.util.Locale;

/** What an operator asks of a move that there is: {@code shardctl move VERB ID}. */
public enum Verb {
    REVERSE,
    COMPLETE,
    ABORT,
    PAUSE,
    RESUME,
    CUTOVER,
    TUNE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
