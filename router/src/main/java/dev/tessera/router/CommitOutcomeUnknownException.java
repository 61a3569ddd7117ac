package dev.tessera.router;

import org.jspecify.annotations.Nullable;

/** COMMIT was sent and not answered: what was written may be there or not. Never repeated blindly. */
public final class CommitOutcomeUnknownException extends RouterException {
    public CommitOutcomeUnknownException(int bucket, @Nullable Throwable cause) {
        super("the outcome of a commit in bucket " + bucket + " is unknown", cause);
    }
}
