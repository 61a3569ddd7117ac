package dev.tessera.ops.planning.placement;

import dev.tessera.ops.planning.placement.PlannedShard.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A first plan. Each shard gives away what it has above its target size, in as few and as large buckets as possible; when that isn't
 * enough to fill the shards below their target sizes, the others give more. Then the largest bucket first, each to the shard that lacks
 * the most bytes.
 */
final class InitialAssignment {
    /** A large bucket that found no room makes some, and what it drives out may be large too: but smaller each time. */
    private static final int MOST_ROUNDS = 10;

    private final Layout layout;
    private final TargetSizes targetSizes;

    /** What is left of each shard's room when all that is given has found its place. */
    private final long[] rooms;

    private InitialAssignment(Layout layout, TargetSizes targetSizes) {
        this.layout = layout;
        this.targetSizes = targetSizes;
        this.rooms = new long[layout.shards()];
    }

    static void make(Layout layout, TargetSizes targetSizes) {
        InitialAssignment draft = new InitialAssignment(layout, targetSizes);
        targetSizes.hosts().forEach((shard, giant) -> draft.move(giant, shard));
        OverloadRelief.of(layout, targetSizes);
        draft.place(draft.given());
        for (int round = 0; round < MOST_ROUNDS && draft.isAnyAbove(); round++) {
            draft.place(draft.above());
        }
    }

    private void move(int index, int shard) {
        if (layout.place(index) != shard) {
            layout.move(index, shard);
        }
    }

    private Collection<Integer> given() {
        Set<Integer> given = new LinkedHashSet<>();
        layout.shards(Role.EMPTIED).forEach(shard -> given.addAll(layout.on(shard)));
        double more = more(given);
        lookForRoom();
        reserve(given);
        fullestFirst()
                .forEach(shard ->
                        given.addAll(some(shard, above(shard) + more(shard, (long) Math.ceil(more * slack(shard))))));
        return given;
    }

    /** Nothing is driven out for what needn't be given. */
    private long more(int shard, long wanted) {
        long room = roomBeside(shard);
        long fitting = layout.on(shard).stream()
                .filter(index -> !targetSizes.isGiant(index))
                .mapToLong(layout::bytesOf)
                .filter(bytes -> bytes <= room)
                .sum();
        return Math.max(0, Math.min(wanted, fitting - above(shard)));
    }

    private Collection<Integer> above() {
        Set<Integer> given = new LinkedHashSet<>();
        lookForRoom();
        fullestFirst().forEach(shard -> given.addAll(some(shard, above(shard))));
        return given;
    }

    private boolean isAnyAbove() {
        return layout.shards(Role.BALANCED).anyMatch(shard -> above(shard) > 0);
    }

    private long above(int shard) {
        return targetSizes.of(shard).above(layout.bytesOn(shard));
    }

    /** Which part of its slack each shard gives beside what it must. */
    private double more(Set<Integer> emptied) {
        long given = emptied.stream().mapToLong(layout::bytesOf).sum()
                + layout.shards(Role.BALANCED)
                        .mapToLong(shard -> targetSizes.of(shard).above(layout.bytesOn(shard)))
                        .sum();
        long lacking = layout.shards(Role.BALANCED)
                .mapToLong(shard -> targetSizes.of(shard).below(layout.bytesOn(shard)))
                .sum();
        long slack = layout.shards(Role.BALANCED).mapToLong(this::slack).sum();
        return slack == 0 ? 0 : Math.min(1, (double) Math.max(0, lacking - given) / slack);
    }

    /** What a shard can give and still be in its band. */
    private long slack(int shard) {
        TargetSize targetSize = targetSizes.of(shard);
        return Math.max(0, Math.min(targetSize.most(), layout.bytesOn(shard)) - targetSize.least());
    }

    /** Buckets of a shard that come to so many bytes, and as little more as can be. */
    private List<Integer> some(int shard, long bytes) {
        long room = roomBeside(shard);
        List<Integer> all = layout.on(shard).stream()
                .filter(index -> !targetSizes.isGiant(index) && layout.bytesOf(index) > 0)
                .toList();
        List<Integer> some = SubsetSum.atLeast(enough(all, bytes, room), layout::bytesOf, bytes);
        reserve(some);
        return some;
    }

    private void lookForRoom() {
        for (int shard = 0; shard < rooms.length; shard++) {
            rooms[shard] = layout.is(shard, Role.BALANCED) ? room(shard) : Long.MIN_VALUE;
        }
    }

    /** The same room isn't counted on twice. */
    private void reserve(Collection<Integer> buckets) {
        buckets.stream()
                .sorted(Comparator.comparingLong((Integer index) -> -layout.bytesOf(index)))
                .forEach(index -> {
                    int largest = 0;
                    for (int shard = 1; shard < rooms.length; shard++) {
                        largest = rooms[shard] > rooms[largest] ? shard : largest;
                    }
                    rooms[largest] -= layout.bytesOf(index);
                });
    }

    /** Those that must give most have the choice first. */
    private Stream<Integer> fullestFirst() {
        return layout.shards(Role.BALANCED)
                .boxed()
                .sorted(Comparator.comparingLong((Integer shard) -> -above(shard))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Those that find room somewhere, and of the larger ones, which drive others out, as few and as small ones as must be. */
    private List<Integer> enough(List<Integer> largestFirst, long bytes, long room) {
        int from = largestFirst.size();
        long sum = 0;
        while (from > 0 && (sum < bytes || layout.bytesOf(largestFirst.get(from - 1)) <= room)) {
            from--;
            sum += layout.bytesOf(largestFirst.get(from));
        }
        return largestFirst.subList(from, largestFirst.size());
    }

    /** The most that another shard has. */
    private long roomBeside(int shard) {
        return layout.shards(Role.BALANCED)
                .filter(other -> other != shard)
                .mapToLong(other -> rooms[other])
                .max()
                .orElse(0);
    }

    private long room(int shard) {
        return targetSizes.of(shard).most() - layout.bytesOn(shard);
    }

    private void place(Collection<Integer> given) {
        given.stream()
                .sorted(Comparator.comparingLong((Integer index) -> -layout.bytesOf(index))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(index -> receiver(index)
                        .or(() -> mostRoom(index))
                        .or(() -> layout.is(layout.place(index), Role.EMPTIED) ? anyRoom(index) : Optional.empty())
                        .ifPresent(shard -> layout.move(index, shard)));
    }

    /** Where something smaller has to leave for it. */
    private Optional<Integer> mostRoom(int index) {
        return others(index)
                .filter(shard -> !targetSizes.hosts().containsKey(shard))
                .filter(shard -> layout.bytesOf(index) <= targetSizes.of(shard).most())
                .max(Comparator.comparingLong(this::room).thenComparing(Comparator.reverseOrder()));
    }

    private Optional<Integer> receiver(int index) {
        return others(index)
                .filter(shard -> layout.bytesOn(shard) + layout.bytesOf(index)
                        <= targetSizes.of(shard).most())
                .min(byWhatItLacks());
    }

    private Optional<Integer> anyRoom(int index) {
        return others(index).min(byWhatItLacks());
    }

    private Stream<Integer> others(int index) {
        return layout.shards(Role.BALANCED)
                .boxed()
                .filter(shard -> shard != layout.place(index) && layout.hasRoom(shard, index));
    }

    private Comparator<Integer> byWhatItLacks() {
        return Comparator.comparingDouble((Integer shard) -> fullness(shard))
                .thenComparing(layout::countOn)
                .thenComparing(Comparator.naturalOrder());
    }

    private double fullness(int shard) {
        long ideal = targetSizes.of(shard).ideal();
        return ideal == 0 ? layout.bytesOn(shard) : (double) layout.bytesOn(shard) / ideal;
    }
}
