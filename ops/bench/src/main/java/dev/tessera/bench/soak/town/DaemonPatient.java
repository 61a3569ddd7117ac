package dev.tessera.bench.soak.town;

import dev.tessera.bench.Daemon;
import dev.tessera.bench.soak.plan.Harm;
import java.util.Optional;

/** An agent, or an app. */
record DaemonPatient(String name, Reach reach, Daemon daemon, Runnable awaitAnswer) implements Patient {
    @Override
    public Optional<Long> pid() {
        return Optional.of(daemon.pid());
    }

    @Override
    public void hurt(Harm harm) {
        if (harm == Harm.KILL) {
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
