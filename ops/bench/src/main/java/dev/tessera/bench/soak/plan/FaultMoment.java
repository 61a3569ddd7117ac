package dev.tessera.bench.soak.plan;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The time of a fault: that of its action, or a delay after a move has reached a point.
 *
 * @param point empty: at the time of its act
 */
public record FaultMoment(Optional<MovePoint> point, Duration delay) {
    static final FaultMoment AT_ONCE = new FaultMoment(Optional.empty(), Duration.ZERO);

    static FaultMoment after(MovePoint point, Duration delay) {
        return new FaultMoment(Optional.of(point), delay);
    }

    @Override
    public String toString() {
        return point.map(reached -> String.format(Locale.ROOT, ", %d ms after a move %s", delay.toMillis(), reached))
                .orElse("");
    }
}
