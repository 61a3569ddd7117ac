package dev.tessera.router.internal.route;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The most recently used physical texts of all routes: 40 statements in each of 4,096 buckets would need some 75 MB. A text that was
 * evicted is joined again, which takes less than a microsecond. A hit takes no lock and allocates nothing. Thread-safe.
 */
public final class PhysicalTexts {
    private static final int SLOT_BITS = 14;
    /** 16,384 texts are some 8 MB. */
    static final int SLOTS = 1 << SLOT_BITS;

    // Spreads neighbours (the same statement in the next bucket) over all slots.
    private static final int GOLDEN_RATIO = 0x9E3779B9;

    private final AtomicReferenceArray<@Nullable Text> slots = new AtomicReferenceArray<>(SLOTS);

    String of(CompiledRoute route, int bucket) {
        int slot = ((route.hashOfText() + bucket) * GOLDEN_RATIO) >>> (Integer.SIZE - SLOT_BITS);
        Text known = slots.get(slot);
        if (known != null && known.route == route && known.bucket == bucket) {
            return known.sql;
        }
        String sql = route.join(bucket);
        slots.set(slot, new Text(route, bucket, sql));
        return sql;
    }

    /** How many texts are kept. Walks through them all: for tests. */
    int size() {
        int size = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            size += slots.get(slot) == null ? 0 : 1;
        }
        return size;
    }

    private record Text(CompiledRoute route, int bucket, String sql) {}
}
