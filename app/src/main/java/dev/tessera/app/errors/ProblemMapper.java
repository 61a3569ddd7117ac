package dev.tessera.app.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.shardconfig.redaction.Redaction;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps every failure of a request to a problem document. Replaces all of Dropwizard's own mappers. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    private final ObjectMapper json;

    public ProblemMapper(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Response toResponse(Throwable failure) {
        String requestId = RequestIds.current();
        if (failure instanceof WebApplicationException framework) {
            return ofFramework(framework.getResponse(), requestId);
        }
        ProblemException refusal = Refusals.of(failure);
        log(failure, refusal, requestId);
        return ofRefusal(refusal, requestId);
    }

    private Response ofFramework(Response original, String requestId) {
        int status = original.getStatus();
        if (status < 400) {
            return original;
        }
        ProblemType type = ProblemType.ofStatus(status);
        Response.ResponseBuilder builder = build(Problem.of(type, status, requestId));
        Object allow = original.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null
                ? builder.build()
                : builder.header(HttpHeaders.ALLOW, allow).build();
    }

    private Response ofRefusal(ProblemException refusal, String requestId) {
        Response.ResponseBuilder builder = build(Problem.of(refusal, requestId));
        Duration retryAfter = refusal.retryAfter();
        if (retryAfter != null) {
            builder.header(HttpHeaders.RETRY_AFTER, Math.max(1, retryAfter.toSeconds()));
        }
        String etag = refusal.etag();
        if (etag != null) {
            builder.header(HttpHeaders.ETAG, etag);
        }
        if (refusal.type() == ProblemType.BODY_TOO_LARGE) {
            builder.header("Connection", "close");
        }
        return builder.build();
    }

    private Response.ResponseBuilder build(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(bytes(problem));
    }

    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem document is always JSON", e);
        }
    }

    private static void log(Throwable failure, ProblemException refusal, String requestId) {
        if (refusal.type() == ProblemType.INTERNAL_ERROR) {
            LOG.error("request {} failed", requestId, Redaction.copy(failure));
        } else if (refusal.type().status() >= 500) {
            LOG.warn("request {}: {}: {}", requestId, refusal.type().code(), Redaction.message(failure));
        }
    }
}
