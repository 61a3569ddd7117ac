package dev.tessera.ops.move.throttle;

import java.util.List;

/** Measures something, again and again. Not thread-safe. */
interface MetricProbe extends AutoCloseable {
    /** Throws nothing: what can't be measured is a reading as well. */
    List<MetricReading> read();

    @Override
    void close();
}
