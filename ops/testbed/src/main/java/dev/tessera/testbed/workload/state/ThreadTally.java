package dev.tessera.testbed.workload.state;

/** The comments of one thread as they are stored: how many that aren't tombstones, and the last id. Not thread-safe. */
public final class ThreadTally {
    private long visible;
    private long last;

    public void add(StoredComment comment) {
        visible += comment.deleted() ? 0 : 1;
        last = Math.max(last, comment.id());
    }

    public long visible() {
        return visible;
    }

    public long last() {
        return last;
    }
}
