package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;

/**
 * What `shardctl move` would do.
 *
 * @param moves in the order in which they are begun
 * @param alreadyThere buckets that live on the target: nothing is done for them
 * @param warnings what can happen all the same, above all in a failover
 * @param problems why nothing can be done; empty when it can
 */
public record MovePlan(
        List<PlannedMove> moves, SortedSet<BucketId> alreadyThere, List<String> warnings, List<String> problems) {
    /** A copy on one thread of a small machine; a guess until the first rows are there. */
    private static final long BYTES_A_SECOND = 10L << 20;

    private static final Duration OVERHEAD = Duration.ofSeconds(2);

    public MovePlan {
        moves = List.copyOf(moves);
        warnings = List.copyOf(warnings);
        problems = List.copyOf(problems);
    }

    public long bytes() {
        return moves.stream().mapToLong(PlannedMove::bytesToCopy).sum();
    }

    /** A first guess of how long this many bytes take. */
    static Duration estimate(long bytes) {
        return OVERHEAD.plusSeconds(bytes / BYTES_A_SECOND);
    }

    /** A first guess. */
    public Duration estimate(int atOnce) {
        return OVERHEAD.multipliedBy(moves.size())
                .plusSeconds(bytes() / BYTES_A_SECOND)
                .dividedBy(Math.max(1, Math.min(atOnce, moves.size())));
    }
}
