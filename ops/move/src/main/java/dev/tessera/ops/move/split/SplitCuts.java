package dev.tessera.ops.move.split;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.reshape.EvenRanges;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Cuts a bucket. Each way gives at least two children, adjacent, in the order of slots. */
public final class SplitCuts {
    private SplitCuts() {}

    /**
     * Even in slots.
     *
     * @throws IllegalArgumentException when there are fewer slots than children, or fewer than two children
     */
    public static List<BucketId> even(BucketId bucket, int into) {
        requireRoom(bucket, into);
        return EvenRanges.of(bucket, into);
    }

    /**
     * At slots that are named.
     *
     * @param firsts the first slots of all children but the first
     * @throws IllegalArgumentException when one isn't in the bucket, or is its first
     */
    public static List<BucketId> at(BucketId bucket, SortedSet<Integer> firsts) {
        if (firsts.isEmpty()) {
            throw new IllegalArgumentException("say at which slots bucket " + bucket + " is cut");
        }
        List<BucketId> children = new ArrayList<>();
        int first = bucket.firstSlot();
        for (int next : firsts) {
            if (next <= bucket.firstSlot() || next > bucket.lastSlot()) {
                throw new IllegalArgumentException("bucket " + bucket + " can't be cut at slot " + next
                        + ": a child begins at " + (bucket.firstSlot() + 1) + " to " + bucket.lastSlot());
            }
            children.add(new BucketId(first, next - 1));
            first = next;
        }
        children.add(new BucketId(first, bucket.lastSlot()));
        return children;
    }

    /**
     * One slot apart from the rest.
     *
     * @throws IllegalArgumentException when the bucket has no other slot
     */
    public static List<BucketId> around(BucketId bucket, int slot) {
        requireRoom(bucket, 2);
        SortedSet<Integer> firsts = new TreeSet<>();
        if (slot > bucket.firstSlot()) {
            firsts.add(slot);
        }
        if (slot < bucket.lastSlot()) {
            firsts.add(slot + 1);
        }
        return at(bucket, firsts);
    }

    /**
     * About equal in bytes: each cut is where it comes nearest to its share.
     *
     * @throws IllegalArgumentException as {@link #even}
     */
    public static List<BucketId> byBytes(BucketId bucket, int into, SlotWeights weights) {
        requireRoom(bucket, into);
        SortedSet<Integer> firsts = new TreeSet<>();
        long whole = weights.bytes(bucket);
        int slot = bucket.firstSlot();
        long before = 0;
        for (int cut = 1; cut < into; cut++) {
            double share = (double) whole * cut / into;
            // As many slots are left for the cuts that follow.
            int last = bucket.lastSlot() - (into - 1 - cut);
            int earliest = slot + 1;
            while (slot < last
                    && (slot < earliest || nearer((double) (before + weights.bytes(slot)), (double) before, share))) {
                before += weights.bytes(slot);
                slot++;
            }
            firsts.add(slot);
        }
        return at(bucket, firsts);
    }

    private static boolean nearer(double next, double now, double share) {
        return Math.abs(next - share) <= Math.abs(now - share);
    }

    private static void requireRoom(BucketId bucket, int into) {
        if (into < 2) {
            throw new IllegalArgumentException("a split makes 2 buckets or more, not " + into);
        }
        if (into > bucket.slotCount()) {
            throw new IllegalArgumentException("bucket " + bucket + " has " + bucket.slotCount()
                    + (bucket.slotCount() == 1 ? " slot" : " slots") + ", which can't become " + into + " buckets"
                    + (bucket.slotCount() == 1 ? ": one slot is never split" : ""));
        }
    }
}
