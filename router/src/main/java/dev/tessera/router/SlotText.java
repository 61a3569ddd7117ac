package dev.tessera.router;

import dev.tessera.shardconfig.BucketId;

/** Names a slot for operators. */
final class SlotText {
    private SlotText() {}

    /** {@code slot 1088 (bucket 01024_02047)}. */
    static String of(int slot, BucketId bucket) {
        return "slot " + slot + " (bucket " + bucket + ")";
    }
}
