package dev.tessera.bench.moves;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How durations are spread. In milliseconds. */
public record Spread(List<Duration> sorted) {
    public static final String HEAD = "| min | p25 | median | p75 | p90 | p95 | p99 | max |";
    public static final String RULE = "---|---|---|---|---|---|---|---|";

    private static final double[] SHARES = {0, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

    public Spread {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /** @param share 0.5 for the median, by the nearest rank */
    public Duration at(double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(1, rank) - 1);
    }

    public Duration median() {
        return at(0.5);
    }

    public Duration longest() {
        return at(1);
    }

    public long above(Duration limit) {
        return sorted.stream().filter(each -> each.compareTo(limit) > 0).count();
    }

    /** The cells under {@link #HEAD}. */
    public String cells() {
        StringBuilder cells = new StringBuilder("|");
        for (double share : SHARES) {
            cells.append(' ').append(millis(at(share))).append(" |");
        }
        return cells.toString();
    }

    public static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toNanos() / 1e6);
    }
}
