package dev.tessera.ops.planning.placement;

import java.util.List;

/**
 * Moves that may run in any order and in parallel: everything that arrives has space even if nothing has left yet. A source keeps the
 * originals of its moved buckets until the moves are completed, so the moves of a wave are completed before the next begins.
 */
public record Wave(List<BucketMove> moves) {
    public Wave {
        moves = List.copyOf(moves);
        if (moves.isEmpty()) {
            throw new IllegalArgumentException("a wave has at least one move");
        }
    }

    public long bytes() {
        return moves.stream().mapToLong(BucketMove::bytes).sum();
    }
}
