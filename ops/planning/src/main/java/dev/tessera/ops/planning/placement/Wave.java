package dev.tessera.ops.planning.placement;

import java.util.List;

/**
 * Moves that may be made in any order, and as many at once as anybody likes: what arrives has room even if nothing has left yet. A source keeps the
 * frozen originals of what left it until the move is completed, so the moves of a wave are completed before the next begins.
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
