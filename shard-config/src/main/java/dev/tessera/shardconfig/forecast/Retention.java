package dev.tessera.shardconfig.forecast;

import java.time.Duration;

/** Which samples are kept: all of the last days, then the busiest of each day, then the busiest of each week, then none. */
public final class Retention {
    public static final Duration ALL_FOR = Duration.ofDays(2);
    public static final Duration DAILY_FOR = Duration.ofDays(92);
    public static final Duration WEEKLY_FOR = Duration.ofDays(3 * 365);

    private Retention() {}
}
