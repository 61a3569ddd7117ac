package dev.tessera.bench.routing;

import java.util.Locale;

/** The parts of the report; each can be measured alone. */
enum Part {
    /** Raw JDBC, JDBI, Tessera and plain ShardingSphere-JDBC in one JVM. */
    SIDES,
    /** The app and bare resources. */
    HTTP,
    /** Routers of several sizes. */
    SIZE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
