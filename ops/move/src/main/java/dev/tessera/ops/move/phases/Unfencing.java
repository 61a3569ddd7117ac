package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TableRename;

/** From behind the fence back to the source. */
final class Unfencing {
    private Unfencing() {}

    /** @param rename of the frozen tables */
    static void back(MoveSession session, Move move, TableRename rename) {
        // Not an act that a wish to stop holds up: clients wait.
        session.silently("unfence", () -> session.source().sql().execute(rename.sql()));
        end(session, move);
    }

    /** Publishes that the bucket is not in a cutover. */
    static void end(MoveSession session, Move move) {
        session.record("cutover-ends", () -> session.cluster().placements().endCutover(session.lease(), move));
    }
}
