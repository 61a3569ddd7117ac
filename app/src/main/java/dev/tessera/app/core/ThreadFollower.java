package dev.tessera.app.core;

import dev.tessera.shardconfig.EntityId;

/** One listener of a thread, and how far it has been told. One round at a time tells it. */
final class ThreadFollower {
    private final ThreadEvents.Listener listener;
    private volatile EntityId position;
    private boolean ended;

    ThreadFollower(EntityId position, ThreadEvents.Listener listener) {
        this.position = position;
        this.listener = listener;
    }

    /** The change number that it has been told everything up to. */
    EntityId position() {
        return position;
    }

    /** @return false when it takes no more */
    boolean tell(ThreadChanges.Changes changes) {
        if (!ended && listener.changed(changes)) {
            position = changes.upTo();
            return true;
        }
        ended = true;
        return false;
    }
}
