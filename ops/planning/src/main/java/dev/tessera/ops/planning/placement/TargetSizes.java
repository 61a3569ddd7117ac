package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import dev.tessera.shardconfig.DataSize;
import dev.tessera.shardconfig.growth.Measure;
import dev.tessera.shardconfig.growth.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The target size of each shard: its share by weight, within the tolerance. A shard whose limit is below its share is filled up to the
 * limit. A <i>giant</i>, a bucket larger than any share, gets a shard of its own. The rest is divided among the other shards.
 */
final class TargetSizes {
    private final Layout layout;
    private final Share tolerance;
    private final SortedSet<Integer> free = new TreeSet<>();
    private final SortedMap<Integer, Integer> hosts = new TreeMap<>();
    private final SortedMap<Integer, Integer> giants = new TreeMap<>();
    private final Map<Integer, TargetSize> full = new TreeMap<>();
    private final TargetSize[] targetSizes;
    private long left;

    private TargetSizes(Layout layout, Share tolerance) {
        this.layout = layout;
        this.tolerance = tolerance;
        this.targetSizes = new TargetSize[layout.shards()];
        for (int shard = 0; shard < layout.shards(); shard++) {
            if (layout.is(shard, Role.BALANCED)) {
                free.add(shard);
            }
            left += layout.is(shard, Role.KEPT) ? 0 : layout.bytesOn(shard);
        }
    }

    static TargetSizes of(Layout layout, Share tolerance) {
        TargetSizes targetSizes = new TargetSizes(layout, tolerance);
        while (targetSizes.fillSmallShards() || targetSizes.findGiant()) {
            // What is left has changed.
        }
        Arrays.setAll(targetSizes.targetSizes, targetSizes::targetSize);
        return targetSizes;
    }

    TargetSize of(int shard) {
        return targetSizes[shard];
    }

    private TargetSize targetSize(int shard) {
        if (layout.is(shard, Role.KEPT)) {
            return new TargetSize(0, layout.bytesOn(shard), Long.MAX_VALUE);
        }
        return Optional.ofNullable(full.get(shard))
                .orElseGet(() -> free.contains(shard) ? part(shard) : TargetSize.EMPTY);
    }

    /** The giants, by their shard. */
    SortedMap<Integer, Integer> hosts() {
        return hosts;
    }

    boolean isGiant(int index) {
        return giants.containsKey(index);
    }

    /** What a shard may hold beside a giant. */
    long besides(int giant) {
        return tolerance.of(layout.bytesOf(giant));
    }

    long missedBy() {
        long missed = 0;
        for (int shard = 0; shard < layout.shards(); shard++) {
            missed += missedBy(shard);
        }
        return missed;
    }

    long missedBy(int shard) {
        return layout.is(shard, Role.KEPT) ? 0 : of(shard).missedBy(layout.bytesOn(shard));
    }

    /** Why parts can't be even, for people. */
    List<String> proof() {
        List<String> proof = new ArrayList<>();
        giants.forEach(
                (index, part) -> proof.add("bucket " + layout.bucket(index).bucket() + " alone is "
                        + new DataSize(layout.bytesOf(index)).readable() + ", more than a shard's part of "
                        + new DataSize(evenPart()).readable()
                        + " and the tolerance"
                        + (layout.bucket(index).bucket().slotCount() == 1
                                ? "; it is one slot, which no split makes smaller, so it has a shard for itself"
                                : "; unsplit it has a shard for itself")));
        full.forEach((shard, targetSize) -> {
            if (!hosts.containsKey(shard)) {
                proof.add(layout.shard(shard).name() + " may hold " + new DataSize(targetSize.most()).readable()
                        + ", less than its part; it is filled up");
            }
        });
        return proof;
    }

    private long evenPart() {
        long all = 0;
        double weights = 0;
        double most = 0;
        for (int shard = 0; shard < layout.shards(); shard++) {
            all += layout.is(shard, Role.KEPT) ? 0 : layout.bytesOn(shard);
            if (layout.is(shard, Role.BALANCED)) {
                weights += layout.shard(shard).capacity().weight();
                most = Math.max(most, layout.shard(shard).capacity().weight());
            }
        }
        return (long) (all * most / weights);
    }

    /** Of a shard that has neither a giant nor a small limit. */
    TargetSize part(int shard) {
        double weights = free.stream()
                .mapToDouble(other -> layout.shard(other).capacity().weight())
                .sum();
        long ideal = (long) (left * layout.shard(shard).capacity().weight() / weights);
        return targetSize(ideal, usable(shard));
    }

    private TargetSize targetSize(long ideal, long usable) {
        long part = Math.min(ideal, usable);
        return new TargetSize(tolerance.without(part), part, Math.min(usable, part + tolerance.of(part)));
    }

    private long usable(int shard) {
        return layout.shard(shard).capacity().usable(Measure.BYTES).orElse(Long.MAX_VALUE);
    }

    private boolean fillSmallShards() {
        Optional<Integer> small = free.stream()
                .filter(shard -> free.size() > 1
                        && usable(shard) <= part(shard).ideal()
                        && part(shard).ideal() > 0)
                .filter(shard -> usable(shard) < Long.MAX_VALUE)
                .findFirst();
        small.ifPresent(shard -> {
            full.put(shard, targetSize(usable(shard), usable(shard)));
            left -= usable(shard);
            free.remove(shard);
        });
        return small.isPresent();
    }

    private boolean findGiant() {
        if (free.size() < 2) {
            return false;
        }
        long largest =
                free.stream().mapToLong(shard -> part(shard).most()).max().orElse(0);
        Optional<Integer> giant = candidates()
                .filter(index -> layout.bytesOf(index) > largest)
                .max(Comparator.comparingLong((Integer index) -> layout.bytesOf(index))
                        .thenComparing(Comparator.reverseOrder()));
        return giant.filter(this::isHosted).isPresent();
    }

    private Stream<Integer> candidates() {
        return IntStream.range(0, layout.buckets())
                .boxed()
                .filter(index -> !giants.containsKey(index) && !layout.is(layout.place(index), Role.KEPT));
    }

    /** Stays where it is when it can; else it goes where least has to make room. */
    private boolean isHosted(int index) {
        long size = layout.bytesOf(index);
        int home = layout.place(index);
        Optional<Integer> host = free.contains(home) && size <= usable(home)
                ? Optional.of(home)
                : free.stream().filter(shard -> size <= usable(shard)).min(Comparator.comparingLong(layout::bytesOn));
        host.ifPresent(shard -> {
            hosts.put(shard, index);
            giants.put(index, shard);
            full.put(shard, new TargetSize(size, size, Math.min(usable(shard), size + tolerance.of(size))));
            left -= size;
            free.remove(shard);
        });
        return host.isPresent();
    }
}
