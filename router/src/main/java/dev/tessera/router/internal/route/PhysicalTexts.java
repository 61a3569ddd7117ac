package dev.tessera.router.internal.route;

import dev.tessera.shardconfig.BucketId;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The most recently used physical texts of all routes: 40 statements in each of 4,096 buckets would need some 75 MB. A text that was
 * evicted is joined again, which is little beside a statement. A hit takes no lock and allocates nothing. Thread-safe.
 */
public final class PhysicalTexts {
    private static final int CELL_BITS = 14;
    /** 16,384 texts are some 8 MB. */
    static final int CELLS = 1 << CELL_BITS;

    // Spreads neighbours (the same statement in the next bucket) over all cells.
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private final AtomicReferenceArray<@Nullable Text> cells = new AtomicReferenceArray<>(CELLS);

    String of(CompiledRoute route, BucketId bucket) {
        int cell = ((route.hashOfText() + bucket.hashCode()) * GOLDEN_RATIO) >>> (Integer.SIZE - CELL_BITS);
        Text known = cells.get(cell);
        if (known != null && known.route == route && known.bucket.equals(bucket)) {
            return known.sql;
        }
        String sql = route.join(bucket);
        cells.set(cell, new Text(route, bucket, sql));
        return sql;
    }

    /** How many texts are kept. Walks through them all: for tests. */
    int size() {
        int size = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            size += cells.get(cell) == null ? 0 : 1;
        }
        return size;
    }

    private record Text(CompiledRoute route, BucketId bucket, String sql) {}
}
