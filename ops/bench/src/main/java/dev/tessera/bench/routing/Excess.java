package dev.tessera.bench.routing;

import dev.tessera.bench.measure.Profile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The profile of a side that costs more than it may, beside that of the side it is judged by.
 *
 * @param what what both did
 * @param profile of the side
 * @param raw of the other
 */
record Excess(String what, String side, Profile profile, String other, Profile raw) {
    private static final String REST = "others";
    private static final int SHOWN = 15;

    /** Whose code it is, by package. */
    private static final Map<String, String> LIBRARIES = libraries();

    private static Map<String, String> libraries() {
        Map<String, String> libraries = new LinkedHashMap<>();
        libraries.put("dev.tessera.router.", "the router");
        libraries.put("dev.tessera.app.", "the app");
        libraries.put("dev.tessera.bench.", "the work itself");
        libraries.put("com.mysql.", "Connector/J");
        libraries.put("com.zaxxer.", "HikariCP");
        libraries.put("org.jdbi.", "JDBI");
        libraries.put("com.github.benmanes.", "Caffeine");
        libraries.put("org.eclipse.jetty.", "Jetty");
        libraries.put("org.glassfish.", "Jersey");
        libraries.put("com.fasterxml.", "Jackson");
        libraries.put("io.dropwizard.", "Dropwizard");
        libraries.put("com.codahale.", "Dropwizard");
        libraries.put("io.prometheus.", "Prometheus");
        libraries.put("ch.qos.logback.", "Logback");
        libraries.put("org.apache.shardingsphere.", "ShardingSphere");
        libraries.put("", REST);
        return libraries;
    }

    double more(String method) {
        return profile.microsOf(method) - raw.microsOf(method);
    }

    /** Of either side, by whose code it is. */
    static Map<String, Double> microsByLibrary(Profile profile) {
        Map<String, Double> micros = new LinkedHashMap<>();
        LIBRARIES.values().forEach(library -> micros.put(library, 0.0));
        profile.microsByMethod().forEach((method, value) -> micros.merge(libraryOf(method), value, Double::sum));
        return micros;
    }

    private static String libraryOf(String method) {
        return LIBRARIES.entrySet().stream()
                .filter(library -> method.startsWith(library.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(REST);
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
