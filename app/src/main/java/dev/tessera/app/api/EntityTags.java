package dev.tessera.app.api;

/** The strong entity tag of a row is its version. */
public final class EntityTags {
    private EntityTags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }
}
