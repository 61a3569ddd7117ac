package dev.tessera.bench.sessions;

import java.util.regex.Pattern;

/** A global variable, and something unusual that it is set to: text as {@code select @@global.x} would give it. */
record Setting(String variable, String value) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    String sql() {
        return "set global " + variable + " = "
                + (NUMBER.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'");
    }

    @Override
    public String toString() {
        return variable + "=" + (value.isEmpty() ? "''" : value);
    }
}
