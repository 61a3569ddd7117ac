package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.util.List;

/** How the points of a day are condensed to one value. */
public enum Summary {
    /** Of what accumulates, such as bytes: the newest. */
    NEWEST {
        @Override
        double of(List<Point> points) {
            return points.get(points.size() - 1).value();
        }

        @Override
        Duration stepFor(Duration span) {
            return DAY;
        }
    },
    /**
     * Of what comes and goes with the hours, such as writes a second: the highest, since a server must bear its busiest hour. Of a long
     * history the highest of a week, as of its old weeks only the busiest sample is kept.
     */
    HIGHEST {
        @Override
        double of(List<Point> points) {
            return points.stream().mapToDouble(Point::value).max().orElseThrow();
        }

        @Override
        Duration stepFor(Duration span) {
            return span.compareTo(Retention.DAILY_FOR) < 0 ? DAY : WEEK;
        }
    };

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** @param points in order, at least one */
    abstract double of(List<Point> points);

    /** The time for which one point stands, in a history that is so long. */
    abstract Duration stepFor(Duration span);
}
