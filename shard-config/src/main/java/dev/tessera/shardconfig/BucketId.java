package dev.tessera.shardconfig;

import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bucket: a contiguous range of slots, which is also its name, {@code 00000_01023}. Whoever finds a live table of that name has found
 * all rows of those slots. Ordered by the first slot; the live buckets of a cluster partition the slots.
 *
 * @param firstSlot 0 to 16,383
 * @param lastSlot at least {@code firstSlot}; included
 */
public record BucketId(int firstSlot, int lastSlot) implements Comparable<BucketId> {
    /** How many characters {@link #name} has. */
    public static final int NAME_LENGTH = 11;

    private static final Pattern NAME = Pattern.compile("([0-9]{5})_([0-9]{5})");
    private static final Comparator<BucketId> ORDER =
            Comparator.comparingInt(BucketId::firstSlot).thenComparingInt(BucketId::lastSlot);

    public BucketId {
        SlotFunction.requireSlot(firstSlot);
        SlotFunction.requireSlot(lastSlot);
        if (lastSlot < firstSlot) {
            throw new IllegalArgumentException("slots " + firstSlot + " to " + lastSlot + " are no range");
        }
    }

    /** @throws IllegalArgumentException unless it is the name of a bucket, {@code 00000_01023} */
    public static BucketId parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + name + "' is not the name of a bucket, such as 00000_01023");
        }
        return new BucketId(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** As tables, columns, files and messages have it: {@code 00000_01023}. */
    public String name() {
        return String.format(Locale.ROOT, "%05d_%05d", firstSlot, lastSlot);
    }

    /** How many slots it has. */
    public int slotCount() {
        return lastSlot - firstSlot + 1;
    }

    public boolean contains(int slot) {
        return firstSlot <= slot && slot <= lastSlot;
    }

    /** Whether the two have a slot in common. */
    public boolean overlaps(BucketId other) {
        return firstSlot <= other.lastSlot && other.firstSlot <= lastSlot;
    }

    @Override
    public int compareTo(BucketId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
