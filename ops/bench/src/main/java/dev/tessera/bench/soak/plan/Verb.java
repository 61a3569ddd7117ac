package dev.tessera.bench.soak.plan;

import java.util.Locale;

/** A command of an operator for an existing move: {@code shardctl move VERB ID}. */
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
