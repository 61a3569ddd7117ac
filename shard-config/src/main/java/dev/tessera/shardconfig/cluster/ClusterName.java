package dev.tessera.shardconfig.cluster;

import java.util.regex.Pattern;

/** The name of a cluster, written into its directory once, so that a configuration is never applied to another cluster. */
public record ClusterName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public ClusterName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "cluster name '" + value + "' is not 1 to 63 of a-z, 0-9 and '-', the first a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
