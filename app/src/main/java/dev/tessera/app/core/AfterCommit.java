package dev.tessera.app.core;

import dev.tessera.app.db.OutboxEvent;
import dev.tessera.shardconfig.EntityId;

/** What an instance does at once for whoever waits for what it has committed; all of it happens later without this. Thread-safe. */
final class AfterCommit {
    private final OutboxRelay relay;
    private final ThreadEvents events;

    AfterCommit(OutboxRelay relay, ThreadEvents events) {
        this.relay = relay;
        this.events = events;
    }

    /** @param event that tells the author's bucket of the change */
    void changed(EntityId thread, OutboxEvent event) {
        relay.offer(event);
        events.wake(thread);
    }
}
