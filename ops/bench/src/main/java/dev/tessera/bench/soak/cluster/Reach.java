package dev.tessera.bench.soak.cluster;

import java.util.Optional;

/**
 * Which requests may fail during a fault.
 *
 * @param app only those that are sent to this instance; empty: to any
 * @param server only those for what lives on this server, or for any bucket when it is the directory; empty: all
 * @param answers false: there may be no answer at all
 */
public record Reach(Optional<String> app, Optional<String> server, boolean answers) {
    public static final String DIRECTORY = "directory";

    /** Movers and agents: nobody's, unless a bucket has no home meanwhile. */
    public static final Reach NOBODY = new Reach(Optional.of(""), Optional.empty(), true);

    static Reach ofServer(String server) {
        return new Reach(Optional.empty(), Optional.of(server), true);
    }

    static Reach ofApp(String base) {
        return new Reach(Optional.of(base), Optional.empty(), false);
    }

    static Reach ofAppsDirectory(String base) {
        return new Reach(Optional.of(base), Optional.of(DIRECTORY), true);
    }
}
