package dev.tessera.app.core.page;

public enum PageOrder {
    NEWEST,
    OLDEST;

    /** What stands before the first entry. */
    long start() {
        return this == OLDEST ? 0 : Long.MAX_VALUE;
    }

    /** What stands right before an entry. */
    long before(long id) {
        return this == OLDEST ? id - 1 : id + 1;
    }

    /** What stands right after an entry. */
    long after(long id) {
        return this == OLDEST ? id + 1 : id - 1;
    }
}
