package dev.tessera.ops.planning.split;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.Reshape;
import java.util.List;

/**
 * One reorganization of a split: a bucket becomes 2 to 4 of the same slots, on the same shard.
 *
 * @param round 1 for the bucket itself, 2 for buckets that were made in round 1, and so on
 * @param children in the order of their slots; they partition the parent
 */
public record SplitStep(int round, BucketId parent, List<BucketId> children) {
    public SplitStep {
        children = List.copyOf(children);
        if (round < 1 || children.size() < 2 || children.size() > Reshape.MOST || !partition(parent, children)) {
            throw new IllegalArgumentException("bucket " + parent + " can't become " + children + " in one step");
        }
    }

    private static boolean partition(BucketId parent, List<BucketId> children) {
        int next = parent.firstSlot();
        for (BucketId child : children) {
            if (child.firstSlot() != next) {
                return false;
            }
            next = child.lastSlot() + 1;
        }
        return next == parent.lastSlot() + 1;
    }
}
