package dev.tessera.bench.soak.audit;

import java.util.ArrayList;
import java.util.List;

/** Collects what differs after a round. Not thread-safe. */
public final class RoundVerdict {
    private final int round;
    private final List<Divergence> divergences = new ArrayList<>();
    private int originals;

    public RoundVerdict(int round) {
        this.round = round;
    }

    /** @param rule that each of what was found breaks */
    public void add(String rule, List<String> found) {
        found.forEach(what -> divergences.add(new Divergence(round, rule, what)));
    }

    void addOriginals(OriginalsAudit compared) throws InterruptedException {
        add("originals follow", compared.differing());
        originals = compared.compared();
    }

    int round() {
        return round;
    }

    /** How many reverse replications were open, and compared. */
    int originals() {
        return originals;
    }

    public List<Divergence> divergences() {
        return divergences;
    }
}
