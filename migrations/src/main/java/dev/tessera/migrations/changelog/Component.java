package dev.tessera.migrations.changelog;

import java.util.Locale;

/** A component with a changelog and a schema version of its own. */
public enum Component {
    DIRECTORY,
    /** What a shard remembers of its buckets. */
    SHARD,
    /** The tables of one bucket. */
    BUCKET;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
