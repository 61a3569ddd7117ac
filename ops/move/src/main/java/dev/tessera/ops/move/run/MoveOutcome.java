package dev.tessera.ops.move.run;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.TesseraException;
import java.util.Optional;

/**
 * What became of a move.
 *
 * @param phase in which it ended; the one it was in when it was stopped
 * @param failure what stopped it
 */
public record MoveOutcome(Move move, MovePhase phase, Optional<TesseraException> failure) {
    /** Whether its bucket lives on the target. */
    public boolean isSwitched() {
        return failure.isEmpty() && phase == MovePhase.SWITCHED;
    }

    static MoveOutcome reached(Move move, MovePhase phase) {
        return new MoveOutcome(move, phase, Optional.empty());
    }

    static MoveOutcome stopped(Move move, TesseraException failure) {
        return new MoveOutcome(move, move.phase(), Optional.of(failure));
    }
}
