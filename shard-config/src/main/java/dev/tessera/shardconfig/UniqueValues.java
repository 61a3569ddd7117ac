package dev.tessera.shardconfig;

import java.util.HashSet;
import java.util.Set;

/** Reports values that must not stand in a file twice. */
final class UniqueValues {
    private final String reason;
    private final Set<Object> seen = new HashSet<>();

    UniqueValues(String reason) {
        this.reason = reason;
    }

    void add(YamlMapping mapping, String key, Object value) {
        if (!seen.add(value)) {
            mapping.problem(key, "'" + value + "' is used twice; " + reason);
        }
    }
}
