package dev.tessera.bench.soak.actions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.bench.soak.audit.FaultInterval;
import dev.tessera.bench.soak.cluster.FaultTarget;
import dev.tessera.bench.soak.plan.FaultKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The faults that are active now: at most one for each target, and never on all targets together. Thread-safe. */
final class ActiveFaults {
    private static final int MOST_AT_ONCE = 2;

    private final CountDownLatch over;

    @GuardedBy("this") private final Set<String> faultInterval = new HashSet<>();

    @GuardedBy("this") private final List<FaultInterval> hurts = new ArrayList<>();

    /** @param over when all faults are to be removed */
    ActiveFaults(CountDownLatch over) {
        this.over = over;
    }

    /** Returns when the fault is removed; the reason, if none was injected. */
    Optional<String> treat(FaultTarget faultTarget, FaultKind faultKind, Duration length) throws InterruptedException {
        Optional<String> refused = admit(faultTarget.name());
        if (refused.isPresent()) {
            return refused;
        }
        Instant from = Instant.now();
        try {
            faultTarget.faultInterval(faultKind);
            boolean unused = over.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            faultTarget.heal();
            discharge(new FaultInterval(faultTarget.name(), faultKind, faultTarget.reach(), from, Instant.now()));
        }
        return Optional.empty();
    }

    private synchronized Optional<String> admit(String name) {
        if (over.getCount() == 0) {
            return Optional.of("the round was over");
        }
        if (faultInterval.size() >= MOST_AT_ONCE) {
            return Optional.of("already hurt: " + faultInterval);
        }
        return faultInterval.add(name) ? Optional.empty() : Optional.of(name + " was hurt already");
    }

    private synchronized void discharge(FaultInterval healed) {
        faultInterval.remove(healed.name());
        hurts.add(healed);
    }

    synchronized List<FaultInterval> hurts() {
        return List.copyOf(hurts);
    }
}
