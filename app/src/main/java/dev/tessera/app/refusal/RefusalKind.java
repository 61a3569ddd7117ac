package dev.tessera.app.refusal;

import java.util.Locale;

/** Why a request isn't carried out. */
public enum RefusalKind {
    NOT_FOUND,
    HANDLE_TAKEN,
    THREAD_LOCKED,
    COMMENT_DELETED,
    /** A request with the same idempotency key is being carried out. */
    REQUEST_IN_FLIGHT,
    TOO_MANY_LISTENERS,
    INVALID_CURSOR,
    /** It was made by an earlier release. */
    OUTDATED_CURSOR,
    INVALID_FIELDS,
    INVALID_BODY,
    UNKNOWN_AUTHOR,
    PARENT_MISMATCH,
    /** Answers to answers are nested too deeply. */
    DEPTH,
    IDEMPOTENCY_KEY_REUSED;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
