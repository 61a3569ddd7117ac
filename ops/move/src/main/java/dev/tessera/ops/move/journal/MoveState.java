package dev.tessera.ops.move.journal;

import java.util.Locale;

/** Who sees to a move, beside the phase that says how far it is. */
public enum MoveState {
    /** Somebody holds its lease. */
    AT_WORK,
    /** A living process has it, hasn't begun it, and does when its turn comes. */
    QUEUED,
    /** A living process has it, and goes on when its turn comes or what it waits for is there. */
    WAITING,
    /** An operator paused it. */
    PAUSED,
    /** It is open, and nobody has it. */
    INTERRUPTED,
    /** The bucket lives on the target, its originals stand frozen. */
    SWITCHED,
    /** Nothing is left to do. */
    OVER;

    /** For programs: {@code at_work}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
