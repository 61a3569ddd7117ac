package dev.tessera.shardconfig;

import java.util.regex.Pattern;

/**
 * The user of a MySQL account, at any host. Only few characters are allowed, because it is used in GRANT, where placeholders are
 * impossible.
 */
public record UserName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,31}");

    public UserName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "user '" + value + "' is not 1 to 32 of A-Z, a-z, 0-9, '_' and '-', the first a letter");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
