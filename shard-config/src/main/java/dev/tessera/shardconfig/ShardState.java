package dev.tessera.shardconfig;

import java.util.Locale;

/** Whether buckets may move to a shard. Its buckets are served in each of these states. */
public enum ShardState {
    OPEN,
    /** Nothing new goes there, until somebody says otherwise. */
    PAUSED,
    /** Nothing new goes there, and what lives there is being moved away. */
    DRAINING;

    public boolean takesBuckets() {
        return this == OPEN;
    }

    /** As the directory's column has it: {@code open}. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when no state is written like that */
    public static ShardState ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }
}
