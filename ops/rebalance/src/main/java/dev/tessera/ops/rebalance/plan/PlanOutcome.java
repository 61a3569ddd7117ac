package dev.tessera.ops.rebalance.plan;

import dev.tessera.ops.move.run.MoveOutcome;
import java.util.List;

/**
 * The result of a run.
 *
 * @param moves at which it worked, in the order in which they ended
 * @param isThrough whether every bucket lives where the plan wants it
 */
public record PlanOutcome(List<MoveOutcome> moves, boolean isThrough) {
    public PlanOutcome {
        moves = List.copyOf(moves);
    }

    /** Those that need a person. */
    public List<MoveOutcome> stopped() {
        return moves.stream().filter(outcome -> !outcome.isThrough()).toList();
    }
}
