package dev.tessera.bench.soak.town;

import dev.tessera.bench.soak.plan.Harm;
import dev.tessera.testbed.BreakableProxy;
import java.time.Duration;

/** The way from somebody to a server. */
record WirePatient(String name, Reach reach, BreakableProxy way) implements Patient {
    private static final Duration LATE = Duration.ofMillis(25);

    @Override
    public void hurt(Harm harm) {
        switch (harm) {
            case SLOW -> way.delay(LATE);
            case STALL -> way.stall();
            default -> {
                way.refuse();
                way.cut();
            }
        }
    }

    @Override
    public void heal() {
        way.restore();
    }
}
