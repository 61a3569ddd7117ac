package dev.tessera.router;

import dev.tessera.shardconfig.BucketId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** COMMIT was sent and not answered: it is unknown whether the rows were written. Never repeated. */
public final class CommitOutcomeUnknownException extends RouterException {
    private final @Nullable Proof proof;

    public CommitOutcomeUnknownException(int slot, BucketId bucket, @Nullable Proof proof, @Nullable Throwable cause) {
        super("the outcome of a commit in " + SlotText.of(slot, bucket) + " is unknown", cause);
        this.proof = proof;
    }

    /** The row that will be there if it happened; empty where the work declared none. */
    public Optional<Proof> proof() {
        return Optional.ofNullable(proof);
    }
}
