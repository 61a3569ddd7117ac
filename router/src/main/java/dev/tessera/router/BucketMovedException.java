package dev.tessera.router;

import org.jspecify.annotations.Nullable;

/** The bucket is between two homes for longer than a request may wait. Nothing was written. */
public final class BucketMovedException extends RouterException {
    private final int bucket;

    public BucketMovedException(int bucket, String detail, @Nullable Throwable cause) {
        super("bucket " + bucket + " has moved: " + detail, cause);
        this.bucket = bucket;
    }

    public int bucket() {
        return bucket;
    }
}
