package dev.tessera.app.core;

public enum PageOrder {
    NEWEST,
    OLDEST;

    /** What stands before the first entry. */
    long start() {
        return this == OLDEST ? 0 : Long.MAX_VALUE;
    }
}
