package dev.tessera.testbed.workload;

/** The comments of one thread as they are stored: how many that aren't tombstones, and the last id. For one thread. */
final class ThreadTally {
    private long visible;
    private long last;

    void add(StoredComment comment) {
        visible += comment.deleted() ? 0 : 1;
        last = Math.max(last, comment.id());
    }

    long visible() {
        return visible;
    }

    long last() {
        return last;
    }
}
