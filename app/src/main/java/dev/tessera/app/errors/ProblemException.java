package dev.tessera.app.errors;

import dev.tessera.app.refusal.RefusedException;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refused request, with the problem for its sender. The message is for users: no SQL, no names of tables or shards. */
public final class ProblemException extends TesseraException {
    /** A request that is under way has most likely been answered by then; listeners come and go. */
    private static final Map<ProblemType, Duration> RETRY_AFTER = Map.of(
            ProblemType.REQUEST_IN_FLIGHT, Duration.ofSeconds(1),
            ProblemType.TOO_MANY_LISTENERS, Duration.ofSeconds(30));

    private final ProblemType type;
    private final transient List<FieldProblem> errors;
    private final @Nullable Duration retryAfter;
    private final @Nullable String resourceId;
    private final @Nullable String etag;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null, null, null, null);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            List<FieldProblem> errors,
            @Nullable Duration retryAfter,
            @Nullable String resourceId,
            @Nullable String etag,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.resourceId = resourceId;
        this.etag = etag;
    }

    public static ProblemException ofField(ProblemType type, String pointer, String detail) {
        List<FieldProblem> errors = List.of(new FieldProblem(pointer, type.code(), detail));
        return new ProblemException(type, detail, errors, null, null, null, null);
    }

    static ProblemException of(RefusedException refused) {
        ProblemType type = ProblemType.of(refused.kind());
        List<FieldProblem> errors =
                refused.fields().stream().map(FieldProblem::of).toList();
        Duration retryAfter = RETRY_AFTER.get(type);
        return new ProblemException(
                type, String.valueOf(refused.getMessage()), errors, retryAfter, null, null, refused);
    }

    /** @param etag of what the row is now */
    public static ProblemException stale(String detail, String etag, Throwable cause) {
        return new ProblemException(ProblemType.PRECONDITION_FAILED, detail, List.of(), null, null, etag, cause);
    }

    public static ProblemException retryLater(
            ProblemType type, String detail, Duration retryAfter, @Nullable Throwable cause) {
        return new ProblemException(type, detail, List.of(), retryAfter, null, null, cause);
    }

    /** COMMIT was sent and not answered. */
    public static ProblemException outcomeUnknown(@Nullable String resourceId, @Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.OUTCOME_UNKNOWN,
                "the request may have been executed: check its result before you repeat it",
                List.of(),
                Duration.ofSeconds(1),
                resourceId,
                null,
                cause);
    }

    public ProblemType type() {
        return type;
    }

    public List<FieldProblem> errors() {
        return errors;
    }

    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** Of what the row is now, where the request named another. */
    public @Nullable String etag() {
        return etag;
    }

    public @Nullable String resourceId() {
        return resourceId;
    }
}
