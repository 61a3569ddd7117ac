package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * When a strike falls: at the time of its act, or so long after some move has come to a point.
 *
 * @param point empty: at the time of its act
 */
public record Moment(Optional<MovePoint> point, Duration delay) {
    static final Moment AT_ONCE = new Moment(Optional.empty(), Duration.ZERO);

    static Moment after(MovePoint point, Duration delay) {
        return new Moment(Optional.of(point), delay);
    }

    @Override
    public String toString() {
        return point.map(reached -> String.format(Locale.ROOT, ", %d ms after a move %s", delay.toMillis(), reached))
                .orElse("");
    }
}
