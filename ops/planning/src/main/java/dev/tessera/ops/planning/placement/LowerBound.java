package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The lower bound: the number of bytes that every plan with the same target sizes moves at least. What must leave: all bytes of a shard
 * that is emptied, and of the others the bytes above their target sizes. What must arrive: the bytes that are missing below the target
 * sizes. Each moved byte leaves one shard and arrives at another, so the larger of the two is a bound. Giants that must change their shard
 * are assumed to move where that costs least, whatever the plan does.
 *
 * <p>A bucket that must leave and is larger than the free space of every shard displaces another bucket: of two buckets of a shard that
 * exceed its target size together one must leave, and a shard with a giant may keep no bucket that is larger than its tolerance.
 */
final class LowerBound {
    private final Layout layout;
    private final TargetSizes targetSizes;
    private final long homeless;

    private LowerBound(Layout layout, TargetSizes targetSizes) {
        this.layout = layout;
        this.targetSizes = targetSizes;
        this.homeless = targetSizes.hosts().entrySet().stream()
                .filter(host -> layout.home(host.getValue()) != host.getKey())
                .count();
    }

    /** @param layout before anything is moved */
    static long of(Layout layout, TargetSizes targetSizes) {
        LowerBound bound = new LowerBound(layout, targetSizes);
        return Math.max(bound.leaving(), bound.arriving());
    }

    private long leaving() {
        long emptied = layout.shards(Role.EMPTIED).mapToLong(layout::bytesOn).sum();
        long above = layout.shards(Role.BALANCED)
                .mapToLong(shard -> targetSize(shard).above(layout.bytesOn(shard)))
                .sum();
        return emptied
                + above
                + drivenOut()
                + cheapest(layout.shards(Role.BALANCED).filter(this::mayHost).mapToLong(this::makesRoom));
    }

    /** What exceeds the room at which it arrives has to leave. */
    private long drivenOut() {
        return excess(layout.shards(Role.BALANCED)
                .mapToObj(shard -> Math.max(0, targetSize(shard).most() - layout.bytesOn(shard)))
                .sorted(Comparator.reverseOrder())
                .toList());
    }

    /**
     * By how much the buckets that must go exceed what shards have for them: so many buckets arrive at as many shards at most.
     *
     * @param place of each shard, the largest first
     */
    private long excess(List<Long> place) {
        List<Long> arriving = layout.shards(Role.BALANCED)
                .flatMap(this::mustGo)
                .mapToObj(layout::bytesOf)
                .sorted(Comparator.reverseOrder())
                .toList();
        long most = 0;
        long excess = 0;
        for (int count = 0; count < Math.min(arriving.size(), place.size()); count++) {
            excess += arriving.get(count) - place.get(count);
            most = Math.max(most, excess);
        }
        return most;
    }

    /** Each stands for a bucket of at least its size that leaves; giants are accounted for elsewhere. */
    private IntStream mustGo(int shard) {
        List<Integer> held = layout.on(shard).stream()
                .filter(index -> !targetSizes.isGiant(index))
                .toList();
        boolean besideItsGiant = targetSizes.hosts().containsKey(shard) && !mayHost(shard);
        return IntStream.range(0, held.size())
                .filter(place -> besideItsGiant
                        ? layout.bytesOf(held.get(place)) + layout.bytesOf(giantOf(shard))
                                > targetSize(shard).most()
                        : place > 0
                                && layout.bytesOf(held.get(place)) + layout.bytesOf(held.get(place - 1))
                                        > targetSize(shard).most())
                .map(held::get);
    }

    private int giantOf(int shard) {
        return Objects.requireNonNull(targetSizes.hosts().get(shard));
    }

    /** What a shard has to give up for a giant beside what it has to give up anyway. */
    private long makesRoom(int shard) {
        long besideAGiant = targetSizes.hosts().entrySet().stream()
                .filter(host -> layout.home(host.getValue()) != host.getKey())
                .mapToLong(host -> targetSizes.besides(host.getValue()))
                .max()
                .orElse(0);
        long bytes = layout.bytesOn(shard);
        return Math.max(0, bytes - besideAGiant - targetSize(shard).above(bytes));
    }

    private long arriving() {
        long giants = targetSizes.hosts().entrySet().stream()
                .filter(host -> layout.home(host.getValue()) != host.getKey())
                .mapToLong(host -> layout.bytesOf(host.getValue()))
                .sum();
        List<Long> below = layout.shards(Role.BALANCED)
                .mapToLong(shard -> targetSize(shard).below(layout.bytesOn(shard)))
                .boxed()
                .sorted(Comparator.reverseOrder())
                .toList();
        // A shard that takes a giant needn't be filled otherwise: perhaps those that lack most.
        long lacking = below.stream().skip(homeless).mapToLong(Long::longValue).sum();
        // What is larger than what a shard lacks leaves the others lacking as much.
        return giants + lacking + excess(below);
    }

    /** That of a giant where one is at home; everywhere else it is open who will take one. */
    private TargetSize targetSize(int shard) {
        return targetSizes.hosts().containsKey(shard) && mayHost(shard)
                ? targetSizes.part(shard)
                : targetSizes.of(shard);
    }

    private boolean mayHost(int shard) {
        Integer giant = targetSizes.hosts().get(shard);
        return giant == null || layout.home(giant) != shard;
    }

    private long cheapest(LongStream costs) {
        return costs.sorted().limit(homeless).sum();
    }
}
