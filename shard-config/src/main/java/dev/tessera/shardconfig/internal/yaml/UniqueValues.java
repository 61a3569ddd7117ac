package dev.tessera.shardconfig.internal.yaml;

import java.util.HashSet;
import java.util.Set;

/** Reports values that occur twice in a file. */
public final class UniqueValues {
    private final String reason;
    private final Set<Object> seen = new HashSet<>();

    public UniqueValues(String reason) {
        this.reason = reason;
    }

    public void add(YamlMapping mapping, String key, Object value) {
        if (!seen.add(value)) {
            mapping.problem(key, "'" + value + "' is used twice; " + reason);
        }
    }
}
