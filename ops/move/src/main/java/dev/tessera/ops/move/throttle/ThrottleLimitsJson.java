package dev.tessera.ops.move.throttle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Limits as they stand in the directory: {@code {"threads_running": 50, "replica_lag_ms": 5000}}. What isn't named isn't limited. */
public final class ThrottleLimitsJson {
    private static final String APPS = "apps";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ThrottleLimitsJson() {}

    public static String print(ThrottleLimits limits) {
        ObjectNode root = JSON.createObjectNode();
        limits.most().forEach((limit, most) -> root.put(limit.field(), most.longValue()));
        if (!limits.apps().isEmpty()) {
            ArrayNode apps = root.putArray(APPS);
            limits.apps().forEach(app -> apps.add(app.toString()));
        }
        return root.toString();
    }

    /** @throws ThrottleLimitsUnreadableException for anything that {@link #print} doesn't write */
    public static ThrottleLimits parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            if (!root.isObject()) {
                throw new IllegalArgumentException("an object is expected");
            }
            return limits(root);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new ThrottleLimitsUnreadableException(json, e);
        }
    }

    private static ThrottleLimits limits(JsonNode root) {
        Map<ThrottleMetric, Long> most = new EnumMap<>(ThrottleMetric.class);
        List<URI> apps = new ArrayList<>();
        root.properties().forEach(field -> {
            if (field.getKey().equals(APPS)) {
                apps.addAll(addresses(field.getValue()));
            } else {
                most.put(limit(field.getKey()), number(field.getKey(), field.getValue()));
            }
        });
        return new ThrottleLimits(most, apps);
    }

    private static ThrottleMetric limit(String field) {
        for (ThrottleMetric limit : ThrottleMetric.values()) {
            if (limit.field().equals(field)) {
                return limit;
            }
        }
        throw new IllegalArgumentException("there is no limit " + field);
    }

    private static long number(String field, JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(field + " is no whole number");
        }
        return value.longValue();
    }

    private static List<URI> addresses(JsonNode value) {
        List<URI> apps = new ArrayList<>();
        if (!value.isArray()) {
            throw new IllegalArgumentException("apps is no array");
        }
        for (JsonNode app : value) {
            if (!app.isTextual()) {
                throw new IllegalArgumentException("apps holds something that is no text");
            }
            apps.add(URI.create(app.textValue()));
        }
        return apps;
    }
}
