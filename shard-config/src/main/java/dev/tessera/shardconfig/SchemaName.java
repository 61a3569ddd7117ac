package dev.tessera.shardconfig;

import java.util.regex.Pattern;

/** The name of a MySQL schema. Only few characters are allowed, because it is used in DDL, where placeholders are impossible. */
public record SchemaName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    public SchemaName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "schema name '" + value + "' is not 1 to 63 of a-z, 0-9 and '_', the first a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
