package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MovePhase;

/** The work of one phase. */
@FunctionalInterface
interface Phase {
    /**
     * Does it, from wherever it stands, and returns the phase that follows.
     *
     * @throws InterruptedException when the thread shall end
     */
    MovePhase run(MoveSession session) throws InterruptedException;
}
