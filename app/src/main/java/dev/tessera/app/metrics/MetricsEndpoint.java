package dev.tessera.app.metrics;

import dev.tessera.app.core.ThreadEvents;
import dev.tessera.router.ShardRouter;
import io.dropwizard.core.setup.Environment;
import io.prometheus.metrics.exporter.servlet.jakarta.PrometheusMetricsServlet;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** {@code /metrics} on the admin port. Replaces Dropwizard's own metrics, which name no shard. */
public final class MetricsEndpoint {
    private MetricsEndpoint() {}

    public static void install(ShardRouter router, ThreadEvents events, Environment environment) {
        // Of this instance alone: several run in one JVM in tests, and the default registry is the JVM's.
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new RouterCollector(router));
        registry.register(new EventsCollector(events));
        environment.jersey().register(new RequestDurations(registry));
        environment
                .admin()
                .addServlet("prometheus", new PrometheusMetricsServlet(registry))
                .addMapping("/metrics");
    }
}
