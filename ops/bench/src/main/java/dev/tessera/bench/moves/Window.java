package dev.tessera.bench.moves;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time in which the clients of one bucket are watched. */
record Window(int bucket, Instant from, Instant to) {
    Duration length() {
        return Duration.between(from, to);
    }
}
