package dev.tessera.ops.move.phases;

import dev.tessera.migrations.ServerUnreachableException;
import dev.tessera.migrations.StatementFailedException;
import dev.tessera.ops.move.journal.Move;
import java.time.Duration;
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

    /**
     * Right after the target went live: what it has executed by now is none of the bucket's new writes.
     *
     * @param move as it was read last: nothing is read of the directory while clients wait
     */
    Publication(MoveSession session, Move move) {
        this.session = session;
        this.move = move;
        this.targetGtidSet = session.target().gtidExecuted();
    }

    void publish() {
        session.record("switch", () -> {
            while (!published()) {
                LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
            }
        });
    }

    private boolean published() {
        try {
            session.cluster().placements().publishSwitch(session.lease(), move, move.homeEpoch(), targetGtidSet);
            session.progress().goesOn();
            return true;
        } catch (ServerUnreachableException | StatementFailedException e) {
            session.progress().waitsFor("the directory, to publish what has happened: " + e.getMessage());
            return false;
        }
    }
}
