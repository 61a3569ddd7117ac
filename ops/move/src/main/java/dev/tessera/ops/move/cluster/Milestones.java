package dev.tessera.ops.move.cluster;

/**
 * Is told of each point at which a mover could die: before and after each journal write and each act outside. Tests kill it there, and
 * measurements note the time; nothing else listens.
 */
@FunctionalInterface
public interface Milestones {
    /** @param point for example {@code fence:before-act} */
    void reached(String point);

    static Milestones none() {
        return point -> {};
    }
}
