package dev.tessera.router.internal.route;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.List;

/**
 * A logical statement, compiled once: its physical text for any bucket. Buckets differ only in the suffix of their tables, so the text is
 * kept in pieces and joined with the suffix for each bucket. Thread-safe.
 */
public final class CompiledRoute {
    private final List<String> pieces;
    private final boolean write;
    private final PhysicalTexts texts;
    private final int hashOfText;

    /**
     * Keeps a compiled text.
     *
     * @param pieces what stands before, between and behind the table suffixes
     * @param write false for a SELECT
     * @param texts where what was joined is kept for the next time
     */
    public CompiledRoute(List<String> pieces, boolean write, PhysicalTexts texts) {
        this.pieces = List.copyOf(pieces);
        this.write = write;
        this.texts = texts;
        this.hashOfText = this.pieces.hashCode();
    }

    public boolean isWrite() {
        return write;
    }

    /** The statement on the tables of this bucket. */
    public String forBucket(BucketId bucket) {
        return texts.of(this, bucket);
    }

    int hashOfText() {
        return hashOfText;
    }

    String join(BucketId bucket) {
        return String.join(BucketTables.suffix(bucket), pieces);
    }
}
