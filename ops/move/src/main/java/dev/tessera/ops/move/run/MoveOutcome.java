package dev.tessera.ops.move.run;

import dev.tessera.ops.move.journal.LeaseHeldException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.move.MovePhase;
import java.util.Optional;

/**
 * What became of a move.
 *
 * @param phase in which it ended; the one it was in when it was stopped
 * @param failure what stopped it
 */
public record MoveOutcome(Move move, MovePhase phase, Optional<TesseraException> failure) {
    /** How it ended for whoever asked for it. */
    public enum End {
        /** The bucket lives on the target. */
        THROUGH,
        /** It did, and a further move brought it back. */
        WENT_BACK,
        /** Somebody gave it up: the bucket stays on the source. */
        ABORTED,
        /** Somebody else works at it. */
        HANDED_OVER,
        /** Something stands in its way; it can be resumed or given up. */
        STOPPED
    }

    public End end() {
        if (failure.isPresent()) {
            boolean taken = failure.get() instanceof LeaseHeldException || failure.get() instanceof LeaseLostException;
            return taken ? End.HANDED_OVER : End.STOPPED;
        }
        return switch (phase) {
            case SWITCHED, DONE -> End.THROUGH;
            case REVERSED, UNDONE -> End.WENT_BACK;
            case ABORTED -> End.ABORTED;
            case PLANNED, COPYING, CATCHING_UP, VERIFYING, CUTOVER -> End.STOPPED;
        };
    }

    /** Whether its bucket lives on the target. */
    public boolean isThrough() {
        return end() == End.THROUGH;
    }

    static MoveOutcome reached(Move move, MovePhase phase) {
        return new MoveOutcome(move, phase, Optional.empty());
    }

    static MoveOutcome stopped(Move move, TesseraException failure) {
        return new MoveOutcome(move, move.phase(), Optional.of(failure));
    }
}
