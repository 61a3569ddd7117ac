package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.soak.plan.FaultKind;
import dev.tessera.testbed.proxy.BreakableProxy;
import java.time.Duration;

/** The network path from one party to a server. */
record NetworkFaultTarget(String name, Reach reach, BreakableProxy way) implements FaultTarget {
    private static final Duration LATE = Duration.ofMillis(25);

    @Override
    public void faultInterval(FaultKind faultKind) {
        switch (faultKind) {
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
