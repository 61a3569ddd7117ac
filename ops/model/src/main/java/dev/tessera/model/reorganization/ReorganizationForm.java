package dev.tessera.model.reorganization;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Which buckets become which. A bucket is its range of slots and is known by its index: parents first, then children. The model is one
 * code for all forms, as the protocol is.
 */
public final class ReorganizationForm {
    static final ReorganizationForm SPLIT =
            new ReorganizationForm(List.of(new Range(0, 1)), List.of(new Range(0, 0), new Range(1, 1)), 1);
    static final ReorganizationForm MERGE =
            new ReorganizationForm(List.of(new Range(0, 0), new Range(1, 1)), List.of(new Range(0, 1)), 2);
    /** Neither of both: the slot between two buckets goes from the one to the other. */
    static final ReorganizationForm SHIFT = new ReorganizationForm(
            List.of(new Range(0, 1), new Range(2, 2)), List.of(new Range(0, 0), new Range(1, 2)), 3);

    private record Range(int first, int last) {}

    private final Range[] ranges;
    private final int parents;
    private final int moved;
    private final int slots;
    private final int[] cells;

    private ReorganizationForm(List<Range> parents, List<Range> children, int moved) {
        this.parents = parents.size();
        this.moved = moved;
        ranges = IntStream.range(0, parents.size() + children.size())
                .mapToObj(i -> i < parents.size() ? parents.get(i) : children.get(i - parents.size()))
                .toArray(Range[]::new);
        slots = ranges[this.parents - 1].last + 1;
        cells = new int[ranges.length + 1];
        for (int bucket = 0; bucket < ranges.length; bucket++) {
            cells[bucket + 1] = cells[bucket] + ranges[bucket].last - ranges[bucket].first + 1;
        }
    }

    int slots() {
        return slots;
    }

    int buckets() {
        return ranges.length;
    }

    int[] parents() {
        return IntStream.range(0, parents).toArray();
    }

    int[] children() {
        return IntStream.range(parents, ranges.length).toArray();
    }

    boolean isParent(int bucket) {
        return bucket < parents;
    }

    /** The child that is moved on to the other shard. */
    int moved() {
        return moved;
    }

    boolean holds(int bucket, int slot) {
        return ranges[bucket].first <= slot && slot <= ranges[bucket].last;
    }

    boolean overlap(int one, int other) {
        return ranges[one].first <= ranges[other].last && ranges[other].first <= ranges[one].last;
    }

    int firstSlot(int bucket) {
        return ranges[bucket].first;
    }

    /** All slots of a bucket, as bits. */
    int mask(int bucket) {
        return (1 << (ranges[bucket].last + 1)) - (1 << ranges[bucket].first);
    }

    int parentOf(int slot) {
        return holder(0, slot);
    }

    int childOf(int slot) {
        return holder(parents, slot);
    }

    private int holder(int from, int slot) {
        int bucket = from;
        while (!holds(bucket, slot)) {
            bucket++;
        }
        return bucket;
    }

    /** Where a slot's row stands among the rows of one schema, in which any bucket may have tables. */
    int cell(int bucket, int slot) {
        return cells[bucket] + slot - ranges[bucket].first;
    }

    int cells() {
        return cells[ranges.length];
    }
}
