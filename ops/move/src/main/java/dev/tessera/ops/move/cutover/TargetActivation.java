package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.Fence;
import dev.tessera.ops.move.servers.MetadataLockHolders;
import dev.tessera.ops.move.servers.TableRename;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketTables;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The point of no return: the target's RENAME. Users stand meanwhile, so it is given up like a fence when somebody holds the tables there, and the
 * bucket goes back to its source.
 */
public final class TargetActivation implements AutoCloseable {
    private final Move move;
    private final TableRename rename;
    private final Fence fence;
    private final MetadataLockHolders holders;

    /** Opens a session: not when there is no time. */
    public TargetActivation(MoveSession session) {
        this.move = session.readMove();
        this.rename = new TableRename(session.readChildTables(), move.incomingSchema(), BucketTables.LIVE_SCHEMA);
        this.fence = new Fence(session.target());
        this.holders = CutoverConditions.onTarget(session);
    }

    /** How many go live. */
    int tables() {
        return rename.tables().size();
    }

    /** Why the tables are not live there, and surely never were; empty when they are. */
    Optional<String> attempt(Duration budget) {
        return fence.attempt(rename, budget)
                .map(refused ->
                        move.target() + " did not let its tables go live within " + budget.toMillis() + " ms" + who());
    }

    /** At one look: the bucket isn't served meanwhile. */
    private String who() {
        List<String> now = holders.now();
        return now.isEmpty() ? "" : ": " + now.get(0);
    }

    @Override
    public void close() {
        fence.close();
    }
}
