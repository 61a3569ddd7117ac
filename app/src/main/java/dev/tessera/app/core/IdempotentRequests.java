package dev.tessera.app.core;

import dev.tessera.app.db.IdempotencyRow;
import dev.tessera.app.db.IdempotencyTable;
import dev.tessera.app.db.MySqlFailure;
import dev.tessera.app.model.IdempotencyKey;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Creates one row for all requests with the same key. The key's row is committed with the created row, so after a failed request the key
 * can be used again. Thread-safe.
 */
final class IdempotentRequests {
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final int LOOKS = 3;

    private final Clock clock;

    IdempotentRequests(Clock clock) {
        this.clock = clock;
    }

    /**
     * Must be the transaction's first act: it waits for nobody.
     *
     * @return the text of the answer that was given before; empty when the key is now this transaction's
     */
    Optional<String> claim(Handle handle, IdempotencyKey key, String fingerprint) {
        for (int look = 0; look < LOOKS; look++) {
            Optional<IdempotencyRow> row = lock(handle, key);
            if (row.isPresent() && !isExpired(row.get())) {
                return Optional.of(answer(row.get(), fingerprint));
            }
            row.ifPresent(expired -> IdempotencyTable.delete(handle, key));
            if (insert(handle, key, fingerprint)) {
                return Optional.empty();
            }
        }
        throw inFlight(null);
    }

    void keep(Handle handle, IdempotencyKey key, String answer) {
        IdempotencyTable.storeAnswer(handle, key, answer);
    }

    private static Optional<IdempotencyRow> lock(Handle handle, IdempotencyKey key) {
        try {
            return IdempotencyTable.lock(handle, key);
        } catch (JdbiException e) {
            if (MySqlFailure.isLockedElsewhere(e)) {
                throw inFlight(e);
            }
            throw e;
        }
    }

    /** False when another request was quicker: it has committed by now, and its row can be read. */
    private boolean insert(Handle handle, IdempotencyKey key, String fingerprint) {
        try {
            IdempotencyTable.insert(handle, key, fingerprint, clock.instant());
            return true;
        } catch (JdbiException e) {
            if (MySqlFailure.duplicateIn(e).isPresent()) {
                return false;
            }
            throw e;
        }
    }

    private static String answer(IdempotencyRow row, String fingerprint) {
        if (!row.fingerprint().equals(fingerprint)) {
            throw new RefusedException(
                    RefusalKind.IDEMPOTENCY_KEY_REUSED, "take a new key for a request that isn't a repetition");
        }
        return row.answer();
    }

    private boolean isExpired(IdempotencyRow row) {
        Instant end = row.createdAt().plus(LIFETIME);
        return !clock.instant().isBefore(end);
    }

    private static RefusedException inFlight(@Nullable Throwable cause) {
        return new RefusedException(RefusalKind.REQUEST_IN_FLIGHT, "ask again for its answer", cause);
    }
}
