package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MoveStepName;

/** From behind the fence back to the source. */
final class FenceRelease {
    private FenceRelease() {}

    /** @param rename of the frozen tables */
    static void back(MoveSession session, Move move, TableRename rename) {
        // Clients wait: neither a request to stop nor a lease that has run out holds it up.
        session.steps()
                .underLocks(MoveStepName.UNFENCE, () -> session.source().sql().update(rename.sql()));
        end(session, move);
    }

    /** Publishes that the bucket is not in a cutover. */
    static void end(MoveSession session, Move move) {
        session.steps().recordHome(MoveStepName.CUTOVER_ENDS, term -> session.cluster()
                .placements()
                .endCutover(session.lease(), move, term));
    }
}
