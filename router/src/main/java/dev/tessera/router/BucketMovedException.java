package dev.tessera.router;

import dev.tessera.shardconfig.BucketId;
import org.jspecify.annotations.Nullable;

/** The bucket of a slot is between two homes, or becomes other buckets, for longer than a request may wait. Nothing was written. */
public final class BucketMovedException extends RouterException {
    private final int slot;
    private final BucketId bucket;

    public BucketMovedException(int slot, BucketId bucket, String detail, @Nullable Throwable cause) {
        super(SlotText.of(slot, bucket) + " has moved: " + detail, cause);
        this.slot = slot;
        this.bucket = bucket;
    }

    public int slot() {
        return slot;
    }

    /** The bucket that the slot was looked for in last. */
    public BucketId bucket() {
        return bucket;
    }
}
