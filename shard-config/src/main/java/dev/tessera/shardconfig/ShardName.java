package dev.tessera.shardconfig;

import java.util.regex.Pattern;

/** The name of a shard, for operators and metrics. It stays when the server's address changes. */
public record ShardName(String value) implements Comparable<ShardName> {
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public ShardName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "shard name '" + value + "' is not 1 to 63 of a-z, 0-9 and '-', the first a letter");
        }
    }

    @Override
    public int compareTo(ShardName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
