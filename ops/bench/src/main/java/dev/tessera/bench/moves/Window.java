package dev.tessera.bench.moves;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.time.Instant;

/** A stretch of time in which the clients of one bucket are watched. */
record Window(BucketId bucket, Instant from, Instant to) {
    Duration length() {
        return Duration.between(from, to);
    }
}
