package dev.tessera.router;

import dev.tessera.shardconfig.BucketId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A transaction exceeded its maximum age and was rolled back before COMMIT was sent. Not run again, because it would last as long. */
public final class TransactionTooOldException extends RouterException {
    private final int slot;
    private final BucketId bucket;
    private final Duration age;

    public TransactionTooOldException(
            int slot, BucketId bucket, Duration age, Duration limit, @Nullable Throwable cause) {
        super(
                "the transaction in " + SlotText.of(slot, bucket) + " was rolled back at the age of " + age.toMillis()
                        + " ms; it may last " + limit.toMillis() + " ms",
                cause);
        this.slot = slot;
        this.bucket = bucket;
        this.age = age;
    }

    public int slot() {
        return slot;
    }

    public BucketId bucket() {
        return bucket;
    }

    /** When it was noticed. */
    public Duration age() {
        return age;
    }
}
