package dev.tessera.app.resources;

import dev.tessera.app.core.Threads;
import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.app.errors.ProblemException;
import dev.tessera.app.errors.ProblemMapper;
import dev.tessera.app.errors.ProblemType;
import dev.tessera.shardconfig.EntityId;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/threads/{thread_id}/events}: server-sent events of what changes in a thread. Stands before Jersey, whose own events are written by a thread
 * that waits for the reader.
 */
public final class ThreadEventsFilter implements Filter {
    public static final String PATHS = "/v1/threads/*";

    private static final Pattern PATH = Pattern.compile("/v1/threads/([^/]+)/events");
    private static final Set<String> PARAMETERS = Set.of("cursor");
    private static final String LAST_EVENT_ID = "Last-Event-ID";

    private final Threads threads;
    private final EventStreams streams;
    private final CursorCodec cursors;
    private final ProblemMapper problems;

    public ThreadEventsFilter(Threads threads, EventStreams streams, CursorCodec cursors, ProblemMapper problems) {
        this.threads = threads;
        this.streams = streams;
        this.cursors = cursors;
        this.problems = problems;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> thread = request instanceof HttpServletRequest http ? threadOf(http) : Optional.empty();
        if (thread.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        answer(thread.get(), (HttpServletRequest) request, (HttpServletResponse) response);
    }

    private static Optional<String> threadOf(HttpServletRequest request) {
        Matcher path = PATH.matcher(request.getRequestURI());
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    private void answer(String threadId, HttpServletRequest request, HttpServletResponse response) throws IOException {
        AsyncContext async = null;
        try {
            requireGet(request);
            EntityId thread = PathIds.parse("thread", threadId);
            ChangePosition seen = cursors.decodeChanges(thread, cursor(request));
            if (threads.changedId(thread).isEmpty()) {
                throw PathIds.notFound("thread");
            }
            async = request.startAsync();
            async.setTimeout(0);
            setHeaders(response);
            streams.open(thread, seen, async);
        } catch (RuntimeException failure) {
            refuse(failure, response);
            if (async != null) {
                async.complete();
            }
        }
    }

    private static void requireGet(HttpServletRequest request) {
        if (!request.getMethod().equals("GET")) {
            throw new ProblemException(ProblemType.METHOD_NOT_ALLOWED, "events are read with GET");
        }
    }

    /** A reader that comes back says what it has seen last; its address still has the cursor that it began with. */
    private static String cursor(HttpServletRequest request) {
        MultivaluedHashMap<String, String> given = new MultivaluedHashMap<>();
        request.getParameterMap().forEach((name, values) -> given.addAll(name, List.copyOf(Arrays.asList(values))));
        QueryParameters query = new QueryParameters(given, PARAMETERS);
        String lastEventId = request.getHeader(LAST_EVENT_ID);
        return Optional.ofNullable(lastEventId)
                .filter(id -> !id.isEmpty())
                .or(() -> query.text("cursor"))
                .orElseThrow(() -> QueryParameters.invalid("cursor is the changes_cursor of a page of this thread"));
    }

    private static void setHeaders(HttpServletResponse response) {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Told to nginx, which would keep events until its buffer is full.
        response.setHeader("X-Accel-Buffering", "no");
    }

    private void refuse(RuntimeException failure, HttpServletResponse response) throws IOException {
        Response problem = problems.toResponse(failure);
        response.reset();
        response.setStatus(problem.getStatus());
        problem.getStringHeaders().forEach((name, values) -> response.setHeader(name, String.join(",", values)));
        response.getOutputStream().write((byte[]) problem.getEntity());
    }
}
