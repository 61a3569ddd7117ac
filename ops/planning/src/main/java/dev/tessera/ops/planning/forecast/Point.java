package dev.tessera.ops.planning.forecast;

import java.time.Instant;

/** A measurement at a moment: bytes, rows, or rows written a second. */
public record Point(Instant at, double value) {
    public Point {
        if (!Double.isFinite(value) || value < 0) {
            throw new IllegalArgumentException("what is measured is a number from 0 up, not " + value);
        }
    }
}
