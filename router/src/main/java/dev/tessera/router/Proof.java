package dev.tessera.router;

import java.util.regex.Pattern;

/**
 * The primary key of a row that a unit of work inserts.
 *
 * @param table a logical table
 * @param keyColumn its primary key, of one column
 */
public record Proof(String table, String keyColumn, long key) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]*");

    public Proof {
        if (!NAME.matcher(table).matches() || !NAME.matcher(keyColumn).matches()) {
            throw new IllegalArgumentException("not a table and a column: " + table + ", " + keyColumn);
        }
    }

    /** Waits for a transaction that may still hold the row; the answer is final. */
    public String lockingRead() {
        return "select " + keyColumn + " from " + table + " where " + keyColumn + " = ? for share";
    }
}
