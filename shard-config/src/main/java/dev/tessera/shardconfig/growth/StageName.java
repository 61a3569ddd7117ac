package dev.tessera.shardconfig.growth;

import java.util.regex.Pattern;

/** The name of a stage, for operators. */
public record StageName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public StageName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "stage name '" + value + "' is not 1 to 63 of a-z, 0-9 and '-', the first a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
