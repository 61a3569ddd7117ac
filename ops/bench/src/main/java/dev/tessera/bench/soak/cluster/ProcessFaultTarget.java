package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.measure.Daemon;
import dev.tessera.bench.soak.plan.FaultKind;
import java.util.Optional;

/** An agent, or an app. */
record ProcessFaultTarget(String name, Reach reach, Daemon daemon, Runnable awaitAnswer) implements FaultTarget {
    @Override
    public Optional<Long> pid() {
        return Optional.of(daemon.pid());
    }

    @Override
    public void faultInterval(FaultKind faultKind) {
        if (faultKind == FaultKind.KILL) {
            daemon.kill();
        } else {
            daemon.signal("STOP");
        }
    }

    /** Returns when it answers. */
    @Override
    public void heal() {
        daemon.signal("CONT");
        daemon.restart();
        awaitAnswer.run();
    }
}
