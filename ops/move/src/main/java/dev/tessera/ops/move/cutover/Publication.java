package dev.tessera.ops.move.cutover;

import dev.tessera.migrations.sql.ServerUnreachableException;
import dev.tessera.migrations.sql.StatementFailedException;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishes that the bucket lives on the target. It does: there is no way but forward, so an answer that is lost is asked for again until the
 * directory gives one, or somebody else has taken the move over and publishes it.
 */
final class Publication {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

    private final MoveSession session;
    private final Move move;
    private final String targetGtidSet;
    private final List<Placement> homes;

    /**
     * @param move as it was read last: nothing is read of the directory while clients wait
     * @param targetGtidSet what the target had executed after the last row came in, and before its tables were live
     */
    Publication(MoveSession session, Move move, String targetGtidSet) {
        this(session, move, targetGtidSet, homesOnTarget(move));
    }

    private Publication(MoveSession session, Move move, String targetGtidSet, List<Placement> homes) {
        this.session = session;
        this.move = move;
        this.targetGtidSet = targetGtidSet;
        this.homes = List.copyOf(homes);
    }

    private static List<Placement> homesOnTarget(Move move) {
        return move.children().stream()
                .map(child -> new Placement(child, move.target(), move.homeEpoch(), PlacementState.LIVE))
                .toList();
    }

    /** The same, of children that have been moved on since. */
    Publication at(List<Placement> found) {
        return new Publication(session, move, targetGtidSet, found);
    }

    /** Of a cutover that somebody else left: it wrote down what the target had executed before its fence. */
    static Publication ofLeft(MoveSession session, Move move) {
        return new Publication(
                session,
                move,
                move.switchGtidSet()
                        .orElseThrow(() -> new BrokenInvariantException(move.describe()
                                + " made its target live, and its journal doesn't say at which position")));
    }

    void publish() {
        session.steps().record(MoveStepName.SWITCH, () -> {
            while (!published()) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        });
        session.leaveChildren(move);
    }

    private boolean published() {
        try {
            session.steps().lengthenLease(term -> session.cluster()
                    .placements()
                    .publishSwitch(session.lease(), move, homes, targetGtidSet, term));
            session.progress().clearWaitReason();
            return true;
        } catch (ServerUnreachableException | StatementFailedException e) {
            session.progress().recordWaitReason("the directory, to publish what has happened: " + e.getMessage());
            return false;
        }
    }
}
