package dev.tessera.bench.soak.actions;

import dev.tessera.bench.soak.plan.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A move that has reached a point.
 *
 * @param pid of the process that works at it
 */
record ObservedPhase(long moveId, String source, String target, Optional<Long> pid) {
    /** {@code ann@ops-1 (4711)}. */
    private static final Pattern PID = Pattern.compile("\\((\\d+)\\)$");

    static ObservedPhase read(ResultSet row) throws SQLException {
        String holder = Optional.ofNullable(row.getString("lease_holder")).orElse("");
        Matcher pid = PID.matcher(holder);
        return new ObservedPhase(
                row.getLong("move_id"),
                row.getString("source"),
                row.getString("target"),
                pid.find() ? Optional.of(Long.parseLong(pid.group(1))) : Optional.empty());
    }

    /** Which server its source or target is. */
    Place resolve(Place place) {
        if (place.equals(Place.SOURCE)) {
            return new Place(source);
        }
        return place.equals(Place.TARGET) ? new Place(target) : place;
    }
}
