package dev.tessera.ops.move.throttle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;

/** Readings for people at another process: {@code [{"limit": "threads_running", "what": "threads running on shard-a", "measured": "3"}]}. */
public final class MetricReadingsJson {
    private MetricReadingsJson() {}

    public static String print(List<MetricReading> readings) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        readings.forEach(reading -> array.addObject()
                .put("limit", reading.limit().field())
                .put("what", reading.what())
                .put("measured", reading.text()));
        return array.toString();
    }
}
