package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.DataSize;
import java.util.Locale;

/** A quantity that is limited on a shard. */
public enum Measure {
    /** Of the tables' files, indexes included. */
    BYTES,
    ROWS,
    /** Rows written, of any table, in a second. */
    WRITES_PER_SECOND;

    /** As {@code growth-plan.yml} has it: {@code writes_per_second}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people: {@code 1.5 GiB}, {@code 2000000 rows}, {@code 300 writes/s}. */
    public String readable(long amount) {
        return switch (this) {
            case BYTES -> new DataSize(amount).readable();
            case ROWS -> amount + " rows";
            case WRITES_PER_SECOND -> amount + " writes/s";
        };
    }
}
