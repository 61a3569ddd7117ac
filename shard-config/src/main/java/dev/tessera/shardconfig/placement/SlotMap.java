package dev.tessera.shardconfig.placement;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.SlotFunction;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which placement each slot has: those of all buckets of a cluster, whose ranges partition the slots. Immutable. */
public final class SlotMap {
    private final List<Placement> all;
    private final Placement[] bySlot;

    private SlotMap(List<Placement> all, Placement[] bySlot) {
        this.all = all;
        this.bySlot = bySlot;
    }

    /** @throws IllegalArgumentException saying which slots are in no bucket or in two */
    public static SlotMap of(Collection<Placement> placements) {
        List<Placement> sorted = placements.stream()
                .sorted(Comparator.comparing(Placement::bucket))
                .toList();
        Placement[] bySlot = new Placement[SlotFunction.SLOTS];
        int next = 0;
        for (Placement placement : sorted) {
            requireNext(next, placement.bucket());
            for (; next <= placement.bucket().lastSlot(); next++) {
                bySlot[next] = placement;
            }
        }
        requireWhole(next);
        return new SlotMap(sorted, bySlot);
    }

    /** In the order of their slots. */
    public List<Placement> all() {
        return all;
    }

    /** @throws IllegalArgumentException unless there is such a slot */
    public Placement ofSlot(int slot) {
        SlotFunction.requireSlot(slot);
        return bySlot[slot];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotMap placements && all.equals(placements.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return all.toString();
    }

    private static void requireNext(int next, BucketId bucket) {
        if (bucket.firstSlot() > next) {
            throw new IllegalArgumentException(
                    "no bucket holds the slots " + next + " to " + (bucket.firstSlot() - 1) + unfinished());
        }
        if (bucket.firstSlot() < next) {
            throw new IllegalArgumentException("bucket " + bucket + " overlaps the one before it");
        }
    }

    private static void requireWhole(int next) {
        if (next < SlotFunction.SLOTS) {
            throw new IllegalArgumentException(
                    "no bucket holds the slots " + next + " to " + (SlotFunction.SLOTS - 1) + unfinished());
        }
    }

    private static String unfinished() {
        return ": was `shardctl cluster init` finished?";
    }
}
