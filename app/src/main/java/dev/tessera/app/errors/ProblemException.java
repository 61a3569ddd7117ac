package dev.tessera.app.errors;

import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request that is refused, with what its sender is told. The message is for users: no SQL, no names of tables or shards. */
public final class ProblemException extends TesseraException {
    private final ProblemType type;
    private final transient List<FieldProblem> errors;
    private final @Nullable Duration retryAfter;
    private final @Nullable String resourceId;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, List.of(), null, null, null);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            List<FieldProblem> errors,
            @Nullable Duration retryAfter,
            @Nullable String resourceId,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
        this.resourceId = resourceId;
    }

    public static ProblemException ofFields(ProblemType type, List<FieldProblem> errors) {
        String detail = errors.size() == 1 ? errors.get(0).detail() : errors.size() + " fields aren't valid";
        return new ProblemException(type, detail, errors, null, null, null);
    }

    public static ProblemException ofField(ProblemType type, String pointer, String detail) {
        return ofFields(type, List.of(new FieldProblem(pointer, type.code(), detail)));
    }

    public static ProblemException retryLater(
            ProblemType type, String detail, Duration retryAfter, @Nullable Throwable cause) {
        return new ProblemException(type, detail, List.of(), retryAfter, null, cause);
    }

    /** COMMIT was sent and not answered. */
    public static ProblemException outcomeUnknown(@Nullable String resourceId, @Nullable Throwable cause) {
        return new ProblemException(
                ProblemType.OUTCOME_UNKNOWN,
                "the request may have been carried out: ask for what it was to make before you repeat it",
                List.of(),
                Duration.ofSeconds(1),
                resourceId,
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

    public @Nullable String resourceId() {
        return resourceId;
    }
}
