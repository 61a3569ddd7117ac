package dev.tessera.bench.moves;

/**
 * One move and what was seen of it.
 *
 * @param attempts at the fence, the last of them taken
 * @param moved from the first step of the move to its end
 * @param still as long, right after it, of the same bucket
 */
record MovedBucket(SectionClock.Section section, int attempts, Window moved, Window still) {}
