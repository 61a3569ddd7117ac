package dev.tessera.shardconfig.planner;

import java.util.List;

/**
 * Moves in the order in which they may begin, each when those before it have begun and those out of its target are over.
 *
 * @param shards by name
 * @param lowerBound no set of moves to a balance as good carries fewer bytes
 * @param balance of the shards once all is done
 * @param remarks what is to be known of the balance, for people
 * @param problems why nothing can be done, for people; there are no moves then
 */
public record RebalancePlan(
        List<BucketMove> moves,
        List<ShardBalance> shards,
        long lowerBound,
        Balance balance,
        List<String> remarks,
        List<String> problems) {
    public RebalancePlan {
        moves = List.copyOf(moves);
        shards = List.copyOf(shards);
        remarks = List.copyOf(remarks);
        problems = List.copyOf(problems);
    }

    public long bytes() {
        return moves.stream().mapToLong(BucketMove::bytes).sum();
    }

    /** Moved bytes as a multiple of the least possible; 1 is perfect. */
    public double distance() {
        return lowerBound == 0 ? 1 : (double) bytes() / lowerBound;
    }
}
