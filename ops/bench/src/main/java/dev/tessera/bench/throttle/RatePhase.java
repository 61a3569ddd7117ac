package dev.tessera.bench.throttle;

import java.time.Instant;

/**
 * A stretch of time at one pace.
 *
 * @param busy the part of the machine's processors that was at work, 0 to 1
 * @param moves that ended in it
 */
record RatePhase(MoveRate pace, Instant from, Instant to, double busy, int moves) {}
