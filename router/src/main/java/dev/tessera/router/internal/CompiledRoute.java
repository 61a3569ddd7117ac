package dev.tessera.router.internal;

import dev.tessera.shardconfig.BucketTables;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A logical statement, compiled once: its physical text for any bucket. Buckets differ in nothing but the suffix of their
 * tables, so the text is kept in pieces and joined around the suffix the first time a bucket asks. Thread-safe.
 */
public final class CompiledRoute {
    private final List<String> pieces;
    private final boolean write;
    private final AtomicReferenceArray<@Nullable String> byBucket;

    /**
     * Keeps a compiled text.
     *
     * @param pieces what stands before, between and behind the table suffixes
     * @param write false for a SELECT
     */
    public CompiledRoute(List<String> pieces, boolean write, int bucketCount) {
        this.pieces = List.copyOf(pieces);
        this.write = write;
        this.byBucket = new AtomicReferenceArray<>(bucketCount);
    }

    public boolean isWrite() {
        return write;
    }

    /** The statement on the tables of this bucket. */
    public String forBucket(int bucket) {
        String known = byBucket.get(bucket);
        if (known != null) {
            return known;
        }
        String sql = String.join(BucketTables.suffix(bucket), pieces);
        byBucket.set(bucket, sql);
        return sql;
    }
}
