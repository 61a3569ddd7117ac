package dev.tessera.app.metrics;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Set;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;

/** Measures each request from its arrival until its answer is written. A filter would not include the writing or its failure. */
final class RequestDurations implements ApplicationEventListener {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Histogram durations;

    RequestDurations(PrometheusRegistry registry) {
        durations = Histogram.builder()
                .name("tessera_http_server_request_duration_seconds")
                .help("Time from a request's arrival until its answer was written.")
                .unit(Unit.SECONDS)
                .labelNames("method", "route", "status_class")
                .classicOnly()
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
                .register(registry);
    }

    @Override
    public void onEvent(ApplicationEvent event) {
        // Only requests are measured.
    }

    @Override
    public RequestEventListener onRequest(RequestEvent started) {
        long begun = System.nanoTime();
        return event -> {
            if (event.getType() == RequestEvent.Type.FINISHED) {
                durations
                        .labelValues(
                                method(event.getContainerRequest().getMethod()),
                                route(event.getUriInfo()),
                                statusClass(event.getContainerResponse()))
                        .observe(Unit.nanosToSeconds(System.nanoTime() - begun));
            }
        };
    }

    /** Clients choose the word; each new one would be another series. */
    private static String method(String method) {
        return METHODS.contains(method) ? method : "other";
    }

    /** The template of the path, not the path: there are as many of those as users and comments. */
    private static String route(ExtendedUriInfo uri) {
        if (uri.getMatchedResourceMethod() == null) {
            return "unmatched";
        }
        StringBuilder route = new StringBuilder();
        // The innermost comes first.
        uri.getMatchedTemplates().forEach(template -> route.insert(0, template.getTemplate()));
        return route.toString();
    }

    private static String statusClass(@Nullable ContainerResponse response) {
        return response == null ? "5xx" : response.getStatus() / 100 + "xx";
    }
}
