package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.DataSize;
import java.util.Collection;

/**
 * The load of a bucket, or of all buckets of a shard: what they hold, and what is written.
 *
 * @param bytes that the tables use of their files
 * @param rows as the server estimates them
 * @param writesPerSecond rows written in a second; a quiet bucket has less than one
 */
public record Load(long bytes, long rows, double writesPerSecond) {
    public static final Load NONE = new Load(0, 0, 0);

    public Load {
        if (bytes < 0 || rows < 0 || !(writesPerSecond >= 0) || Double.isInfinite(writesPerSecond)) {
            throw new IllegalArgumentException("a load is not negative");
        }
    }

    public static Load ofBytes(long bytes) {
        return new Load(bytes, 0, 0);
    }

    public static Load sum(Collection<Load> loads) {
        return loads.stream().reduce(NONE, Load::plus);
    }

    /** In whole units; a write rate is rounded up. */
    public long of(Measure measure) {
        return switch (measure) {
            case BYTES -> bytes;
            case ROWS -> rows;
            case WRITES_PER_SECOND -> (long) Math.ceil(writesPerSecond);
        };
    }

    public Load plus(Load other) {
        return new Load(bytes + other.bytes, rows + other.rows, writesPerSecond + other.writesPerSecond);
    }

    public String readableBytes() {
        return new DataSize(bytes).readable();
    }
}
