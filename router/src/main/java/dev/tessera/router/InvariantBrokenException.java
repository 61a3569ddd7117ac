package dev.tessera.router;

import dev.tessera.shardconfig.BucketId;
import org.jspecify.annotations.Nullable;

/** What Tessera keeps true isn't true in a slot: a person must look. Never the fault of a request, and never run again. Nothing was written. */
public final class InvariantBrokenException extends RouterException {
    public InvariantBrokenException(int slot, BucketId bucket, String detail, @Nullable Throwable cause) {
        super(SlotText.of(slot, bucket) + " " + detail, cause);
    }
}
