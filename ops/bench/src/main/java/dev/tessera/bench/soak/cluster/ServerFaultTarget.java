package dev.tessera.bench.soak.cluster;

import dev.tessera.bench.soak.plan.FaultKind;
import dev.tessera.testbed.server.MySqlServer;

/** A mysqld. */
record ServerFaultTarget(String name, MySqlServer server) implements FaultTarget {
    @Override
    public Reach reach() {
        return Reach.ofServer(name);
    }

    @Override
    public void faultInterval(FaultKind faultKind) {
        if (faultKind == FaultKind.KILL) {
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
