package dev.tessera.ops.planning.placement;

/**
 * The number of bytes that a shard is to hold.
 *
 * @param ideal its part
 */
record TargetSize(long least, long ideal, long most) {
    static final TargetSize EMPTY = new TargetSize(0, 0, 0);

    TargetSize {
        if (least < 0 || least > ideal || ideal > most) {
            throw new IllegalArgumentException("no band: " + least + ", " + ideal + ", " + most);
        }
    }

    long above(long bytes) {
        return Math.max(0, bytes - most);
    }

    long below(long bytes) {
        return Math.max(0, least - bytes);
    }

    /** How far it is missed. */
    long missedBy(long bytes) {
        return above(bytes) + below(bytes);
    }
}
