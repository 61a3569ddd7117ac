package dev.tessera.ops.move.transfer.rows;

import java.util.regex.Pattern;

/** Names of schemas, tables and columns in statements. */
public final class Names {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_$]{1,64}");

    private Names() {}

    /** Others would need a character set of their own in a session that has none. */
    public static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    /** @throws IllegalArgumentException unless the name is plain */
    public static String quoted(String name) {
        if (!isPlain(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a name of letters, digits, '_' and '$'");
        }
        return "`" + name + "`";
    }

    public static String quoted(String schema, String table) {
        return quoted(schema) + "." + quoted(table);
    }
}
