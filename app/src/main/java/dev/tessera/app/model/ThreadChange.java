package dev.tessera.app.model;

/**
 * What changes what the readers of a thread see. Each change locks the thread's row first and then draws a number for the comment; a change of the
 * answers to a comment draws another one for the parent; the thread's row takes the last. Within a thread numbers grow in the order of commits, so
 * who has seen one has seen everything up to it.
 */
public enum ThreadChange {
    CREATE(+1, 0),
    REPLY(+1, +1),
    EDIT(0, 0),
    /** Leaves a tombstone, which still counts among the answers to its parent. */
    DELETE(-1, 0);

    private final int comments;
    private final int replies;

    ThreadChange(int comments, int replies) {
        this.comments = comments;
        this.replies = replies;
    }

    /** What the thread's comments, tombstones left out, become more. */
    public int comments() {
        return comments;
    }

    /** What the parent's answers, tombstones included, become more. */
    public int replies() {
        return replies;
    }

    /** Whether the parent's row changes too, and so has a number of its own. */
    public boolean changesParent() {
        return replies != 0;
    }
}
