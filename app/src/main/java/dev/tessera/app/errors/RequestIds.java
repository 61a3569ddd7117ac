package dev.tessera.app.errors;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/** Gives every request an id, for the answer, the problem document and the log. A client's own is not taken over. */
@PreMatching
public final class RequestIds implements ContainerRequestFilter, ContainerResponseFilter {
    static final String PROPERTY = "tessera.request_id";
    static final String HEADER = "X-Request-Id";

    private static final String MDC_KEY = "request_id";

    static String fresh() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** The id of the request in hand, or a new one where the filter hasn't been. */
    static String of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof String id ? id : fresh();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String id = fresh();
        request.setProperty(PROPERTY, id);
        MDC.put(MDC_KEY, id);
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        response.getHeaders().putSingle(HEADER, of(request));
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        MDC.remove(MDC_KEY);
    }
}
