package dev.tessera.app.core;

/** Works on a thread of its own from its start to its stop. Started once and stopped once. */
public interface Actor {
    void start();

    /** Returns when the thread has ended. */
    void stop() throws InterruptedException;
}
