package dev.tessera.ops.move.throttle;

import java.util.List;

/** Measures something, again and again. One thread's. */
interface Probe extends AutoCloseable {
    /** Throws nothing: what can't be measured is a reading as well. */
    List<Reading> read();

    @Override
    void close();
}
