package dev.tessera.app.errors;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/** Gives every request an id, for the answer, the problem document and the log. An id from the client isn't used. */
@PreMatching
public final class RequestIds implements ContainerRequestFilter, ContainerResponseFilter {
    static final String HEADER = "X-Request-Id";

    private static final String MDC_KEY = "request_id";

    static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** The id of the request that this thread answers, or a new one where the filter hasn't been. */
    static String current() {
        String id = MDC.get(MDC_KEY);
        return id == null ? fresh() : id;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        MDC.put(MDC_KEY, fresh());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, current());
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        MDC.remove(MDC_KEY);
    }
}
