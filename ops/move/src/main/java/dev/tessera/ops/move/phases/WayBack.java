package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TableRename;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** From behind the fence back to the source. */
final class WayBack {
    /**
     * The bucket is served again, and still said to be in its cutover. A router that knew of no cutover when it met the fence asks the shard
     * again after 100 ms; told earlier that nothing has changed, it would take the missing table for a broken invariant.
     */
    private static final Duration UNTIL_ROUTERS_HAVE_ASKED = Duration.ofMillis(300);

    private WayBack() {}

    /** @param rename of the frozen tables */
    static void take(MoveSession session, Move move, TableRename rename) {
        // Not an act that a wish to stop holds up: clients wait.
        session.silently("unfence", () -> session.source().sql().execute(rename.sql()));
        LockSupport.parkNanos(UNTIL_ROUTERS_HAVE_ASKED.toNanos());
        end(session, move);
    }

    /** Publishes that the bucket is not in a cutover. */
    static void end(MoveSession session, Move move) {
        session.record("cutover-ends", () -> session.cluster().placements().endCutover(session.lease(), move));
    }
}
