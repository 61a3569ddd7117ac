package dev.tessera.ops.move.throttle;

import java.net.URI;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The limits of a move. What isn't there isn't limited.
 *
 * @param most in the limit's unit, each at least 1
 * @param apps the admin addresses of the instances that are asked for p99: {@code http://app-1:8081}; none without that limit
 */
public record ThrottleLimits(Map<ThrottleMetric, Long> most, List<URI> apps) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public ThrottleLimits {
        EnumMap<ThrottleMetric, Long> sorted = new EnumMap<>(ThrottleMetric.class);
        sorted.putAll(most);
        most = Collections.unmodifiableMap(sorted);
        apps = List.copyOf(apps);
        most.forEach(ThrottleLimits::requirePositive);
        apps.forEach(ThrottleLimits::requireAddress);
        if (most.containsKey(ThrottleMetric.P99) && apps.isEmpty()) {
            throw new IllegalArgumentException("--p99 needs --app URL, the admin address of each instance");
        }
        if (!most.containsKey(ThrottleMetric.P99) && !apps.isEmpty()) {
            throw new IllegalArgumentException("--app is used for --p99 alone: give --p99 too");
        }
    }

    /** Of a new move: they hold back nothing on a server that copes, and a move on one that doesn't. */
    public static ThrottleLimits defaults() {
        Map<ThrottleMetric, Long> most = new EnumMap<>(ThrottleMetric.class);
        for (ThrottleMetric limit : ThrottleMetric.values()) {
            limit.usual().ifPresent(usual -> most.put(limit, usual));
        }
        return new ThrottleLimits(most, List.of());
    }

    public static ThrottleLimits none() {
        return new ThrottleLimits(Map.of(), List.of());
    }

    public OptionalLong of(ThrottleMetric limit) {
        Long value = most.get(limit);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    public boolean has(ThrottleMetric limit) {
        return most.containsKey(limit);
    }

    private static void requirePositive(ThrottleMetric limit, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(limit.field() + " is at least 1, not " + value);
        }
    }

    private static void requireAddress(URI app) {
        if (app.getScheme() == null || !SCHEMES.contains(app.getScheme()) || app.getHost() == null) {
            throw new IllegalArgumentException("--app is an address such as http://app-1:8081, not '" + app + "'");
        }
    }
}
