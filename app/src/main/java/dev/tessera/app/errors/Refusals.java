package dev.tessera.app.errors;

import dev.tessera.app.refusal.ChangeOutcomeUnknownException;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.BucketMovedException;
import dev.tessera.router.CommitOutcomeUnknownException;
import dev.tessera.router.DirectoryUnavailableException;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.router.TransactionTooOldException;
import java.time.Duration;

/** The problem for the sender after a failure. Messages of the router may name shards and SQL, and are only logged. */
final class Refusals {
    private static final String TRY_AGAIN = "nothing was changed; try again";

    private Refusals() {}

    static ProblemException of(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal;
        }
        if (failure instanceof RefusedException refused) {
            return ProblemException.of(refused);
        }
        if (failure instanceof ChangeOutcomeUnknownException unknown) {
            return ProblemException.outcomeUnknown(unknown.id().toString(), failure);
        }
        if (failure instanceof ShardUnavailableException unavailable) {
            return unavailable(unavailable.retryAfter(), failure);
        }
        if (failure instanceof BucketMovedException
                || failure instanceof TransactionTooOldException
                || failure instanceof DirectoryUnavailableException) {
            return unavailable(Duration.ofSeconds(1), failure);
        }
        if (failure instanceof CommitOutcomeUnknownException unknown) {
            String id = unknown.proof().map(proof -> Long.toString(proof.key())).orElse(null);
            return ProblemException.outcomeUnknown(id, failure);
        }
        return new ProblemException(ProblemType.INTERNAL_ERROR, "it has been logged under the request's id");
    }

    private static ProblemException unavailable(Duration retryAfter, Throwable cause) {
        return ProblemException.retryLater(ProblemType.UNAVAILABLE, TRY_AGAIN, retryAfter, cause);
    }
}
