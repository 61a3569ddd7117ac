package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.soak.plan.FaultKind;
import java.util.Optional;

/** A target of faults, with one fault at a time. */
public interface FaultTarget {
    /** For people, and to tell whether two are the same: {@code shard-a}, {@code movers to shard-a}. */
    String name();

    /** Which requests are affected. */
    Reach reach();

    /** Of a process that works at moves. */
    default Optional<Long> pid() {
        return Optional.empty();
    }

    void faultInterval(FaultKind faultKind);

    /** As if nothing had been done. */
    void heal();
}
