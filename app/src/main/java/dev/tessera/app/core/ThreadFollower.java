package dev.tessera.app.core;

import dev.tessera.app.core.page.ChangePosition;

/** One listener of a thread, and how far it has been told. One round at a time tells it. */
final class ThreadFollower {
    private final ThreadEvents.Listener listener;
    private volatile ChangePosition position;
    private boolean ended;

    ThreadFollower(ChangePosition position, ThreadEvents.Listener listener) {
        this.position = position;
        this.listener = listener;
    }

    ChangePosition position() {
        return position;
    }

    /** @return false when it takes no more */
    boolean tell(ThreadChanges.Changes changes) {
        if (!ended && listener.changed(changes)) {
            position = changes.position();
            return true;
        }
        ended = true;
        return false;
    }
}
