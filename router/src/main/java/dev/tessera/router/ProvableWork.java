package dev.tessera.router;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Work whose success can be looked up afterwards, because it inserts a row under a key that it chose itself. After an unanswered COMMIT
 * the router looks for that row, so the client gets a definite result.
 *
 * @param <T> what the work answers; holds whatever {@link #proof} needs
 */
public interface ProvableWork<T, X extends Exception> {
    /**
     * Runs as {@link SlotWork} does.
     *
     * @param notCommitted what an earlier run answered whose COMMIT was sent and, as was found out, did not happen: the ids in it
     *     must be used again. Null as long as no COMMIT was sent
     */
    T run(Handle handle, @Nullable T notCommitted) throws X;

    /** The row that is there if and only if the run that answered this was committed. */
    Proof proof(T answer);
}
