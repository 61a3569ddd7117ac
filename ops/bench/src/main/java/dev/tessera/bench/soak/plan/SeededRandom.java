package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random numbers. The generator is specified by the Java platform: a seed has the same result on every JDK. */
final class SeededRandom {
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final Random random;

    SeededRandom(long seed, int stream) {
        random = new Random(mixed(seed + SPREAD * stream));
    }

    /** As SplitMix64 does: the generator's first numbers are alike for seeds that are. */
    private static long mixed(long seed) {
        long one = (seed ^ (seed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        long two = (one ^ (one >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return two ^ (two >>> 31);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean chance(int percent) {
        return below(100) < percent;
    }

    <T> T one(List<T> of) {
        return of.get(below(of.size()));
    }

    /** Whole milliseconds. */
    Duration between(long fromMillis, long toMillis) {
        return Duration.ofMillis(fromMillis + below((int) (toMillis - fromMillis)));
    }

    /** Of events that come by chance, so far apart on average. */
    Duration gap(Duration mean) {
        return Duration.ofMillis(Math.round(-StrictMath.log(1 - random.nextDouble()) * mean.toMillis()));
    }

    /** Each value as often as its weight says. The order of an enum is always the same, that of most maps is not. */
    <T extends Enum<T>> T weighted(EnumMap<T, Integer> weights) {
        int drawn = below(weights.values().stream().mapToInt(Integer::intValue).sum());
        Iterator<Map.Entry<T, Integer>> entries = weights.entrySet().iterator();
        Map.Entry<T, Integer> entry = entries.next();
        while (drawn >= entry.getValue()) {
            drawn -= entry.getValue();
            entry = entries.next();
        }
        return entry.getKey();
    }
}
