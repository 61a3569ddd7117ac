package dev.tessera.shardconfig;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The live buckets that an operator names: by slots, {@code 17} or {@code 3,5,9-12}, which means every bucket that holds one of them, or by
 * name, {@code 00000_01023}, which means that bucket alone.
 */
public record BucketSelection(SortedSet<BucketId> buckets) {
    private static final Pattern SLOTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[0-9]{5}_[0-9]{5}");

    public BucketSelection {
        buckets = Collections.unmodifiableSortedSet(new TreeSet<>(buckets));
    }

    public static BucketSelection of(BucketId... buckets) {
        return new BucketSelection(new TreeSet<>(List.of(buckets)));
    }

    /**
     * @param live all buckets of the cluster
     * @throws IllegalArgumentException saying which part is wrong and what would be right
     */
    public static BucketSelection parse(String text, Collection<BucketId> live) {
        SortedSet<BucketId> buckets = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            buckets.addAll(meant(part.strip(), live));
        }
        return new BucketSelection(buckets);
    }

    /** As an operator would write them: neighbours as one range of slots. */
    public static String text(SortedSet<BucketId> buckets) {
        StringJoiner text = new StringJoiner(",");
        int first = -1;
        int last = -1;
        for (BucketId bucket : buckets) {
            if (first >= 0 && bucket.firstSlot() != last + 1) {
                text.add(range(first, last));
                first = -1;
            }
            first = first < 0 ? bucket.firstSlot() : first;
            last = bucket.lastSlot();
        }
        return first < 0 ? "" : text.add(range(first, last)).toString();
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    private static List<BucketId> meant(String part, Collection<BucketId> live) {
        if (NAME.matcher(part).matches()) {
            return List.of(named(BucketId.parse(part), live));
        }
        Matcher matcher = SLOTS.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + part + "' is neither a slot (17), a range of slots (9-12) nor a bucket (00000_01023)");
        }
        int first = slot(matcher.group(1));
        int last = matcher.group(2) == null ? first : slot(matcher.group(2));
        if (last < first) {
            throw new IllegalArgumentException("range " + part + " ends before it begins");
        }
        return overlapping(new BucketId(first, last), live);
    }

    private static int slot(String digits) {
        int slot = Integer.parseInt(digits);
        if (slot >= SlotFunction.SLOTS) {
            throw new IllegalArgumentException(
                    "there is no slot " + slot + ": slots are 0 to " + (SlotFunction.SLOTS - 1));
        }
        return slot;
    }

    private static BucketId named(BucketId wanted, Collection<BucketId> live) {
        if (!live.contains(wanted)) {
            throw new IllegalArgumentException(
                    "there is no bucket " + wanted + "; its slots are in " + overlapping(wanted, live));
        }
        return wanted;
    }

    private static List<BucketId> overlapping(BucketId range, Collection<BucketId> live) {
        return live.stream().filter(bucket -> bucket.overlaps(range)).sorted().toList();
    }
}
