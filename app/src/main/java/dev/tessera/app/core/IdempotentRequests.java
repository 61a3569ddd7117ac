package dev.tessera.app.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.db.IdempotencyRow;
import dev.tessera.app.db.IdempotencyTable;
import dev.tessera.app.db.MySqlFailure;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.app.model.IdempotencyKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row of however many requests with one key. The key's row is committed with the row that it speaks of, so a request
 * that failed leaves its key free. Thread-safe.
 */
final class IdempotentRequests {
    static final Duration LIFETIME = Duration.ofHours(24);

    private static final int LOOKS = 3;

    private final ObjectMapper json;
    private final Clock clock;

    IdempotentRequests(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * Must be the transaction's first act: it waits for nobody.
     *
     * @return the answer that was given before; empty when the key is now this transaction's
     */
    Optional<StoredAnswer> claim(Handle handle, IdempotencyKey key, String fingerprint) {
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

    void keep(Handle handle, IdempotencyKey key, StoredAnswer answer) {
        try {
            IdempotencyTable.storeAnswer(handle, key, json.writeValueAsString(answer));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer is always JSON", e);
        }
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

    private StoredAnswer answer(IdempotencyRow row, String fingerprint) {
        if (!row.fingerprint().equals(fingerprint)) {
            throw new ProblemException(
                    ProblemType.IDEMPOTENCY_KEY_REUSED, "take a new key for a request that isn't a repetition");
        }
        try {
            return json.readValue(row.answer(), StoredAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored answer can't be read", e);
        }
    }

    private boolean isExpired(IdempotencyRow row) {
        Instant end = row.createdAt().plus(LIFETIME);
        return !clock.instant().isBefore(end);
    }

    private static ProblemException inFlight(@Nullable Throwable cause) {
        return ProblemException.retryLater(
                ProblemType.REQUEST_IN_FLIGHT, "ask again for its answer", Duration.ofSeconds(1), cause);
    }
}
