package dev.tessera.bench.routing.http;

/** Who answers {@code GET /v1/comments/{id}}. */
public enum HttpSide {
    BY_HAND("Dropwizard, JDBC by hand"),
    /** The control: what differs between this and {@link #BY_HAND} is noise. */
    BY_HAND_AGAIN("Dropwizard, JDBC by hand, again"),
    TESSERA("Tessera's app"),
    SHARDING_SPHERE("Dropwizard, plain ShardingSphere-JDBC");

    private final String title;

    HttpSide(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
