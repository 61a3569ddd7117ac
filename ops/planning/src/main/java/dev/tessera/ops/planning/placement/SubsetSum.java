package dev.tessera.ops.planning.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Chooses items whose sum reaches an amount with the smallest excess. For up to some hundreds of items by dynamic programming over the
 * amount in {@value #STEPS} steps; for more items, the largest that still fit, and then the smallest, because many items include small
 * ones.
 */
final class SubsetSum {
    private static final int STEPS = 4_000;
    private static final int MOST = 400;

    private SubsetSum() {}

    /**
     * @param things the largest first; none of size 0
     * @return empty when all together don't come to the amount, and when there is nothing to come to
     */
    static <T> List<T> atLeast(List<T> things, ToLongFunction<T> size, long amount) {
        if (amount <= 0 || sum(things, size) < amount) {
            return List.of();
        }
        List<T> smaller = things.stream()
                .filter(thing -> size.applyAsLong(thing) < amount)
                .toList();
        // The smallest of those that are enough alone: any other is only worse.
        List<T> one = things.stream()
                .limit(things.size() - smaller.size())
                .skip(Math.max(0, things.size() - smaller.size() - 1L))
                .toList();
        if (sum(smaller, size) < amount) {
            return one;
        }
        List<T> some = smaller.size() <= MOST ? exact(smaller, size, amount) : greedy(smaller, size, amount);
        return one.isEmpty() || sum(some, size) < sum(one, size) ? some : one;
    }

    private static <T> long sum(List<T> things, ToLongFunction<T> size) {
        return things.stream().mapToLong(size).sum();
    }

    private static <T> List<T> greedy(List<T> things, ToLongFunction<T> size, long amount) {
        List<T> chosen = new ArrayList<>();
        List<T> others = new ArrayList<>();
        long left = amount;
        for (T thing : things) {
            if (size.applyAsLong(thing) <= left) {
                chosen.add(thing);
                left -= size.applyAsLong(thing);
            } else {
                others.add(thing);
            }
        }
        if (left > 0) {
            chosen.add(others.get(others.size() - 1));
        }
        return chosen;
    }

    /** Sizes are rounded down, so that what is chosen comes to the amount for certain; of equal sums that of the fewest things. */
    private static <T> List<T> exact(List<T> things, ToLongFunction<T> size, long amount) {
        double unit = Math.max(1, (double) amount / STEPS);
        int target = (int) Math.ceil(amount / unit);
        int[] steps = things.stream()
                .mapToInt(thing -> (int) (size.applyAsLong(thing) / unit))
                .toArray();
        if (Arrays.stream(steps).asLongStream().sum() < target) {
            return List.copyOf(things);
        }
        int[][] fewest = fewest(steps, target);
        int sum = target;
        int last = steps.length;
        while (fewest[last][sum] == Integer.MAX_VALUE) {
            sum++;
        }
        List<T> chosen = new ArrayList<>();
        for (int thing = last; thing > 0; thing--) {
            if (fewest[thing][sum] != fewest[thing - 1][sum]) {
                chosen.add(things.get(thing - 1));
                sum -= steps[thing - 1];
            }
        }
        return chosen;
    }

    /** How many of the first things make a sum at least; {@code Integer.MAX_VALUE} when none do. */
    private static int[][] fewest(int[] steps, int target) {
        int most = target + Arrays.stream(steps).max().orElse(0);
        int[][] fewest = new int[steps.length + 1][most + 1];
        Arrays.fill(fewest[0], Integer.MAX_VALUE);
        fewest[0][0] = 0;
        for (int thing = 1; thing <= steps.length; thing++) {
            int step = steps[thing - 1];
            for (int sum = 0; sum <= most; sum++) {
                int without = fewest[thing - 1][sum];
                int before = sum >= step ? fewest[thing - 1][sum - step] : Integer.MAX_VALUE;
                fewest[thing][sum] = before == Integer.MAX_VALUE ? without : Math.min(without, before + 1);
            }
        }
        return fewest;
    }
}
