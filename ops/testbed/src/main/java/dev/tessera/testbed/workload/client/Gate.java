package dev.tessera.testbed.workload.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** Lets acts pass, or holds them up between two. Thread-safe. */
public final class Gate {
    @GuardedBy("this") private boolean closed;

    @GuardedBy("this") private boolean ended;

    @GuardedBy("this") private int inside;

    /** @return false when there is to be no further act */
    synchronized boolean enter() throws InterruptedException {
        while (closed && !ended) {
            wait();
        }
        if (!ended) {
            inside++;
        }
        return !ended;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Returns when nobody is inside. */
    public synchronized void close() throws InterruptedException {
        closed = true;
        while (inside > 0) {
            wait();
        }
    }

    public synchronized void open() {
        closed = false;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
