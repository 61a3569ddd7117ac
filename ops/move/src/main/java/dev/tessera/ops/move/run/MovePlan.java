package dev.tessera.ops.move.run;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

    /**
     * Whether binlogs may be purged that a move still needs. The guess may be off by half, and a move can be throttled or paused.
     *
     * @param longest a first guess of how long its longest move takes
     */
    static Optional<String> purgeWarning(ShardName source, Duration kept, Duration longest) {
        return longest.multipliedBy(2).compareTo(kept) > 0
                ? Optional.of(source + " purges its binlogs after " + kept.toSeconds() + " s, and the largest of its"
                        + " buckets may take about " + longest.toSeconds() + " s: a move that takes longer than they"
                        + " stand has to start again; raise binlog_expire_logs_seconds there")
                : Optional.empty();
    }

    /** A first guess. */
    public Duration estimate(int atOnce) {
        return OVERHEAD.multipliedBy(moves.size())
                .plusSeconds(bytes() / BYTES_A_SECOND)
                .dividedBy(Math.max(1, Math.min(atOnce, moves.size())));
    }
}
