package dev.tessera.bench.soak.town;

import dev.tessera.bench.soak.plan.Harm;
import dev.tessera.testbed.MySqlServer;

/** A mysqld. */
record ServerPatient(String name, MySqlServer server) implements Patient {
    @Override
    public Reach reach() {
        return Reach.ofServer(name);
    }

    @Override
    public void hurt(Harm harm) {
        if (harm == Harm.KILL) {
            server.kill();
        } else {
            server.pause();
        }
    }

    @Override
    public void heal() {
        server.unpause();
        server.start();
    }
}
