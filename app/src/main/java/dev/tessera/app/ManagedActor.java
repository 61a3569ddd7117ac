package dev.tessera.app;

import dev.tessera.app.core.Actor;
import io.dropwizard.lifecycle.Managed;

/** An actor of core, started and stopped with the server. */
record ManagedActor(Actor actor) implements Managed {
    @Override
    public void start() {
        actor.start();
    }

    @Override
    public void stop() throws InterruptedException {
        actor.stop();
    }
}
