package dev.tessera.bench.soak.plan;

/** The kind of a fault on a process or a network path. */
public enum FaultKind {
    KILL("kill -9"),
    /** SIGSTOP, and SIGCONT at the end. */
    FREEZE("stop"),
    /** Connections are reset, and new ones as well. */
    CUT("cut"),
    /** Connections stay open, and nothing arrives. */
    STALL("stall"),
    /** Everything arrives late. */
    SLOW("slow down");

    private final String words;

    FaultKind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
