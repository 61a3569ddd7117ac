package dev.tessera.bench.soak.plan;

/** The point of a move at which a fault is injected. */
public enum MovePoint {
    COPYING("copies"),
    CATCHING_UP("catches up"),
    VERIFYING("compares"),
    CUTOVER("waits for its fence"),
    /** From the publication of the cutover to that of its end: the fence lies in between. */
    FENCED("is about to be, or is, behind its fence"),
    /** Somebody works at it still: compares, or completes it. */
    SWITCHED("has just switched");

    private final String words;

    MovePoint(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
