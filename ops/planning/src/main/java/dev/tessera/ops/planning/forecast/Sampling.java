package dev.tessera.ops.planning.forecast;

import java.time.Instant;

/**
 * One sampling of all buckets.
 *
 * @param writesPerSecond of all buckets together; 0 when nothing is known
 */
public record Sampling(long id, Instant at, double writesPerSecond) {}
