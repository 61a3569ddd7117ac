package dev.tessera.shardconfig;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The buckets that an operator names: {@code 17} or {@code 3,5,9-12}. */
public record BucketSelection(SortedSet<Integer> buckets) {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,4})(?:-([0-9]{1,4}))?");

    public BucketSelection {
        buckets = Collections.unmodifiableSortedSet(new TreeSet<>(buckets));
    }

    /**
     * @param bucketCount of the cluster; a bucket beyond it refuses the whole selection
     * @throws IllegalArgumentException saying which part is wrong and what would be right
     */
    public static BucketSelection parse(String text, int bucketCount) {
        SortedSet<Integer> buckets = new TreeSet<>();
        for (String part : text.split(",", -1)) {
            addRange(part.strip(), bucketCount, buckets);
        }
        return new BucketSelection(buckets);
    }

    /** As an operator would write them. */
    public static String text(SortedSet<Integer> buckets) {
        StringJoiner text = new StringJoiner(",");
        OptionalInt first = OptionalInt.empty();
        for (int bucket : buckets) {
            if (first.isEmpty()) {
                first = OptionalInt.of(bucket);
            }
            if (!buckets.contains(bucket + 1)) {
                text.add(first.getAsInt() == bucket ? "" + bucket : first.getAsInt() + "-" + bucket);
                first = OptionalInt.empty();
            }
        }
        return text.toString();
    }

    private static void addRange(String part, int bucketCount, SortedSet<Integer> buckets) {
        Matcher matcher = RANGE.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + part + "' is neither a bucket (17) nor a range (9-12)");
        }
        int first = Integer.parseInt(matcher.group(1));
        int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
        if (last < first) {
            throw new IllegalArgumentException("range " + part + " ends before it begins");
        }
        if (last >= bucketCount) {
            throw new IllegalArgumentException(
                    "there is no bucket " + last + ": this cluster has 0 to " + (bucketCount - 1));
        }
        for (int bucket = first; bucket <= last; bucket++) {
            buckets.add(bucket);
        }
    }
}
