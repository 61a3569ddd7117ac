package dev.tessera.bench;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The profile of a side that costs more than raw JDBC, beside that of raw JDBC. */
record Excess(Kind kind, Candidate side, Profile profile, Profile raw) {
    /** Whose code it is, by package. */
    static final Map<String, String> LIBRARIES = new TreeMap<>(Map.of(
            "Connector/J", "com.mysql.",
            "HikariCP", "com.zaxxer.",
            "JDBI", "org.jdbi.",
            "Caffeine", "com.github.benmanes.",
            "the router", "dev.tessera.router.",
            "the work itself", "dev.tessera.bench."));

    private static final int SHOWN = 10;

    double more(String method) {
        return profile.microsOf(method) - raw.microsOf(method);
    }

    /** The methods outside the driver in which most of the difference lies, the largest first. */
    List<String> largest() {
        return new TreeSet<>(profile.microsByMethod().keySet())
                .stream()
                        .filter(method -> !method.startsWith("com.mysql."))
                        .sorted(Comparator.comparingDouble(this::more).reversed())
                        .limit(SHOWN)
                        .toList();
    }
}
