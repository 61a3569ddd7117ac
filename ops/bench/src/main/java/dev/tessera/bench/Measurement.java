package dev.tessera.bench;

/**
 * One round.
 *
 * @param cpuNanos of the whole client JVM meanwhile: its garbage collector and housekeeping belong to the price. Where JVMs are compared,
 *     of the Java threads or of the server
 */
record Measurement(long operations, long wallNanos, long cpuNanos) {
    Measurement {
        if (operations < 1 || wallNanos < 1 || cpuNanos < 0) {
            throw new IllegalArgumentException(operations + " operations in " + wallNanos + " ns, CPU " + cpuNanos);
        }
    }

    double perSecond() {
        return operations * 1e9 / wallNanos;
    }

    double cpuMicros() {
        return cpuNanos / 1e3 / operations;
    }
}
