package dev.tessera.app.metrics;

import dev.tessera.app.core.ThreadEvents;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/** How many listen, on each request of Prometheus. */
final class EventsCollector implements MultiCollector {
    private final ThreadEvents events;

    EventsCollector(ThreadEvents events) {
        this.events = events;
    }

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.of(
                Snapshots.gauge(
                        "tessera_event_listeners",
                        "Open answers of server-sent events; at most " + ThreadEvents.MOST_LISTENERS + ".",
                        events.listeners()),
                Snapshots.gauge(
                        "tessera_event_threads",
                        "Threads that anybody listens to; at most " + ThreadEvents.MOST_THREADS + ".",
                        events.threads()));
    }
}
