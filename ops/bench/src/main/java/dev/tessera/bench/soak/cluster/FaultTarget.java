package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.soak.plan.FaultKind;
import java.util.Optional;

/** Somebody who can be hurt, by one at a time. */
public interface FaultTarget {
    /** For people, and to tell whether two are the same: {@code shard-a}, {@code movers to shard-a}. */
    String name();

    /** Who is the worse for it. */
    Reach reach();

    /** Of a process that works at moves. */
    default Optional<Long> pid() {
        return Optional.empty();
    }

    void faultInterval(FaultKind faultKind);

    /** As if nothing had been done. */
    void heal();
}
