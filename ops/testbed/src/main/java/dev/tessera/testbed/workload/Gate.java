package dev.tessera.testbed.workload;

/** Lets acts pass, or holds them up between two. Thread-safe. */
final class Gate {
    private boolean closed;
    private boolean ended;
    private int inside;

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
    synchronized void close() throws InterruptedException {
        closed = true;
        while (inside > 0) {
            wait();
        }
    }

    synchronized void open() {
        closed = false;
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }
}
