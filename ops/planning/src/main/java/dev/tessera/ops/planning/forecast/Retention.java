package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which samplings are kept: all of the last two days; of each day before, the one with the most writes; of each earlier week, likewise;
 * none after three years. Of hourly samplings at most 283 are kept.
 */
public final class Retention {
    public static final Duration ALL_FOR = Duration.ofDays(2);
    public static final Duration DAILY_FOR = Duration.ofDays(92);
    public static final Duration WEEKLY_FOR = Duration.ofDays(3 * 365);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Comparator<Sampling> BY_WORTH =
            Comparator.comparingDouble(Sampling::writesPerSecond).thenComparing(Sampling::at);

    private Retention() {}

    /** Those that can go. The newest stays: the next write rate is counted from it. */
    public static List<Sampling> superfluous(Collection<Sampling> all, Instant now) {
        Map<String, Sampling> kept = new HashMap<>();
        all.forEach(sampling -> kept.merge(
                period(sampling, now), sampling, (one, other) -> BY_WORTH.compare(one, other) < 0 ? other : one));
        kept.remove("");
        Instant newest =
                all.stream().map(Sampling::at).max(Comparator.naturalOrder()).orElse(now);
        return all.stream()
                .filter(sampling -> !sampling.at().equals(newest) && !sampling.equals(kept.get(period(sampling, now))))
                .sorted(Comparator.comparing(Sampling::at))
                .toList();
    }

    /** Of each period one is kept, of the empty one none. */
    private static String period(Sampling sampling, Instant now) {
        Duration age = Duration.between(sampling.at(), now);
        long seconds = sampling.at().getEpochSecond();
        if (age.compareTo(ALL_FOR) <= 0) {
            return "sampling " + sampling.id();
        }
        if (age.compareTo(DAILY_FOR) <= 0) {
            return "day " + Math.floorDiv(seconds, DAY.toSeconds());
        }
        return age.compareTo(WEEKLY_FOR) <= 0 ? "week " + Math.floorDiv(seconds, WEEK.toSeconds()) : "";
    }
}
