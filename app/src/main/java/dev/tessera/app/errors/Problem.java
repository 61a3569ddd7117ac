package dev.tessera.app.errors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem document of RFC 9457.
 *
 * @param requestId stands in the log beside whatever went wrong
 * @param resourceId the id of the row, if the request was executed
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "request_id", "resource_id", "errors"})
public record Problem(
        @JsonProperty("type") String type,
        @JsonProperty("title") String title,
        @JsonProperty("status") int status,
        @JsonProperty("detail") @Nullable String detail,
        @JsonProperty("code") String code,
        @JsonProperty("request_id") String requestId,
        @JsonProperty("resource_id") @Nullable String resourceId,
        @JsonProperty("errors") List<FieldProblem> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemType type, int status, String requestId) {
        return new Problem(type.uri(), type.title(), status, null, type.code(), requestId, null, List.of());
    }

    static Problem of(ProblemException refusal, String requestId) {
        ProblemType type = refusal.type();
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                refusal.getMessage(),
                type.code(),
                requestId,
                refusal.resourceId(),
                refusal.errors());
    }
}
