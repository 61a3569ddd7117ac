package dev.tessera.bench;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The profile of a side that costs more than raw JDBC, beside that of raw JDBC. */
record Excess(Kind kind, Candidate side, Profile profile, Profile raw) {
    private static final int SHOWN = 15;

    double more(String method) {
        return profile.microsOf(method) - raw.microsOf(method);
    }

    /** The methods in which most of the difference lies, the largest first. */
    List<String> largest() {
        return new TreeSet<>(profile.microsByMethod().keySet())
                .stream()
                        .sorted(Comparator.comparingDouble(this::more).reversed())
                        .limit(SHOWN)
                        .toList();
    }
}
