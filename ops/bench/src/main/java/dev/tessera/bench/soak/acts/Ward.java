package dev.tessera.bench.soak.acts;

import dev.tessera.bench.soak.judge.Hurt;
import dev.tessera.bench.soak.plan.Harm;
import dev.tessera.bench.soak.town.Patient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who is hurt at the moment: nobody twice, and not everybody at once. Thread-safe. */
final class Ward {
    private static final int MOST_AT_ONCE = 2;

    private final CountDownLatch over;
    private final Set<String> hurt = new HashSet<>();
    private final List<Hurt> hurts = new ArrayList<>();

    /** @param over when everybody is to be healed */
    Ward(CountDownLatch over) {
        this.over = over;
    }

    /** Returns when the patient is well again; why nobody was hurt, else. */
    Optional<String> treat(Patient patient, Harm harm, Duration length) throws InterruptedException {
        Optional<String> refused = admit(patient.name());
        if (refused.isPresent()) {
            return refused;
        }
        Instant from = Instant.now();
        try {
            patient.hurt(harm);
            boolean unused = over.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            patient.heal();
            discharge(new Hurt(patient.name(), harm, patient.reach(), from, Instant.now()));
        }
        return Optional.empty();
    }

    private synchronized Optional<String> admit(String name) {
        if (over.getCount() == 0) {
            return Optional.of("the round was over");
        }
        if (hurt.size() >= MOST_AT_ONCE) {
            return Optional.of("already hurt: " + hurt);
        }
        return hurt.add(name) ? Optional.empty() : Optional.of(name + " was hurt already");
    }

    private synchronized void discharge(Hurt healed) {
        hurt.remove(healed.name());
        hurts.add(healed);
    }

    synchronized List<Hurt> hurts() {
        return List.copyOf(hurts);
    }
}
