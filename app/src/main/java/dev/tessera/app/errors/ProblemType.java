package dev.tessera.app.errors;

import dev.tessera.app.refusal.RefusalKind;
import java.util.Locale;

/** Every kind of problem that the API answers with. The code is a contract: clients switch on it. */
public enum ProblemType {
    BAD_REQUEST(400, "The request can't be understood"),
    MALFORMED_JSON(400, "The body isn't valid JSON"),
    MISSING_JSON(400, "The request needs a body"),
    JSON_LIMITS(400, "The body goes beyond what JSON may hold here"),
    INVALID_TYPE(400, "A field has a value of the wrong type"),
    UNKNOWN_FIELD(400, "The body has a field that isn't known here"),
    INVALID_ID(400, "A field isn't an id"),
    INVALID_PARAMETER(400, "A query parameter isn't valid"),
    INVALID_CURSOR(400, "The cursor isn't one of this list's"),
    OUTDATED_CURSOR(400, "The cursor was made by an earlier release"),
    INVALID_HEADER(400, "A header isn't valid"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The method isn't offered here"),
    NOT_ACCEPTABLE(406, "The answer is JSON, which the request doesn't accept"),
    HANDLE_TAKEN(409, "The handle is taken"),
    THREAD_LOCKED(409, "The thread takes no more comments"),
    COMMENT_DELETED(409, "The comment has been deleted"),
    REQUEST_IN_FLIGHT(409, "A request with this Idempotency-Key is under way"),
    PRECONDITION_FAILED(412, "The comment has changed since it was read"),
    BODY_TOO_LARGE(413, "The body is too large"),
    URI_TOO_LONG(414, "The URI is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body isn't of the type application/json"),
    INVALID_FIELDS(422, "The request has fields that aren't valid"),
    INVALID_BODY(422, "The text of the comment isn't valid"),
    UNKNOWN_AUTHOR(422, "There is no such author"),
    PARENT_MISMATCH(422, "The parent isn't a comment of this thread"),
    DEPTH(422, "The answers are nested too deeply"),
    IDEMPOTENCY_KEY_REUSED(422, "The Idempotency-Key was used for another request"),
    PRECONDITION_REQUIRED(428, "The request must say which version it means"),
    HEADERS_TOO_LARGE(431, "The headers are too large"),
    INTERNAL_ERROR(500, "Something went wrong here"),
    TOO_MANY_LISTENERS(503, "This instance tells as many listeners as it can"),
    UNAVAILABLE(503, "This part of the data can't be reached now"),
    OUTCOME_UNKNOWN(503, "It isn't known whether the request was executed");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String uri() {
        return "urn:tessera:problem:" + code();
    }

    static ProblemType of(RefusalKind kind) {
        return switch (kind) {
            case NOT_FOUND -> NOT_FOUND;
            case HANDLE_TAKEN -> HANDLE_TAKEN;
            case THREAD_LOCKED -> THREAD_LOCKED;
            case COMMENT_DELETED -> COMMENT_DELETED;
            case REQUEST_IN_FLIGHT -> REQUEST_IN_FLIGHT;
            case TOO_MANY_LISTENERS -> TOO_MANY_LISTENERS;
            case INVALID_CURSOR -> INVALID_CURSOR;
            case OUTDATED_CURSOR -> OUTDATED_CURSOR;
            case INVALID_FIELDS -> INVALID_FIELDS;
            case INVALID_BODY -> INVALID_BODY;
            case UNKNOWN_AUTHOR -> UNKNOWN_AUTHOR;
            case PARENT_MISMATCH -> PARENT_MISMATCH;
            case DEPTH -> DEPTH;
            case IDEMPOTENCY_KEY_REUSED -> IDEMPOTENCY_KEY_REUSED;
        };
    }

    /** What says best why the framework answered with this status. */
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> BODY_TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? INTERNAL_ERROR : BAD_REQUEST;
        };
    }
}
