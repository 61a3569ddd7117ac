package dev.tessera.ops.planning.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Measurements over time, in order. May have gaps. */
public record History(List<Point> points) {
    public History {
        points = points.stream().sorted(Comparator.comparing(Point::at)).toList();
    }

    public boolean isEmpty() {
        return points.isEmpty();
    }

    public Point newest() {
        return points.get(points.size() - 1);
    }

    /** From the oldest point to the newest. */
    public Duration span() {
        return isEmpty() ? Duration.ZERO : Duration.between(points.get(0).at(), newest().at());
    }

    /** What was measured at this moment or later. */
    public History since(Instant start) {
        return new History(
                points.stream().filter(point -> !point.at().isBefore(start)).toList());
    }
}
