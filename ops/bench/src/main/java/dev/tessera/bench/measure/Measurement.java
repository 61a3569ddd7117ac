package dev.tessera.bench.measure;

/**
 * One round.
 *
 * @param cpuNanos of the whole client JVM meanwhile: its garbage collector and housekeeping belong to the price. Where JVMs are compared,
 *     of the Java threads or of the server
 */
public record Measurement(long operations, long wallNanos, long cpuNanos) {
    public Measurement {
        if (operations < 1 || wallNanos < 1 || cpuNanos < 0) {
            throw new IllegalArgumentException(operations + " operations in " + wallNanos + " ns, CPU " + cpuNanos);
        }
    }

    public double perSecond() {
        return operations * 1e9 / wallNanos;
    }

    public double cpuMicros() {
        return cpuNanos / 1e3 / operations;
    }
}
