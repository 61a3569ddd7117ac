package dev.tessera.bench.death;

import dev.tessera.shardconfig.move.MovePhase;
import java.time.Duration;
import java.time.Instant;

/**
 * One mover that was killed.
 *
 * @param point where
 * @param fenced when its fence was sent
 * @param killed when it was killed
 * @param served when the directory said that the bucket has a home again
 * @param recoveredTo the phase in which the agent left the move
 */
record Death(String point, Instant fenced, Instant killed, Instant served, MovePhase recoveredTo) {
    /** How long the bucket had no home, what the mover itself took before its death included. */
    Duration unserved() {
        return Duration.between(fenced, served);
    }

    /** From the kill on. */
    Duration missed() {
        return Duration.between(killed, served);
    }
}
