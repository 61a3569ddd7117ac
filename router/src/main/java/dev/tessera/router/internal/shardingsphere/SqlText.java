package dev.tessera.router.internal.shardingsphere;

import dev.tessera.router.StatementRefusedException;

/**
 * Finds text that ShardingSphere's parser ignores and MySQL would execute: a second statement behind a semicolon, and a comment with an
 * exclamation mark. Neither would be routed.
 */
final class SqlText {
    private final String sql;
    private int at;

    private SqlText(String sql) {
        this.sql = sql;
    }

    static void check(String sql) {
        new SqlText(sql).check();
    }

    private void check() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c);
            } else if (sql.startsWith("/*!", at)) {
                throw new StatementRefusedException("MySQL executes what stands in /*! */", sql);
            } else if (sql.startsWith("/*", at)) {
                skipPast("*/");
            } else if (c == '#' || sql.startsWith("-- ", at)) {
                skipPast("\n");
            } else if (c == ';') {
                throw new StatementRefusedException("one statement at a time, without a semicolon", sql);
            } else {
                at++;
            }
        }
    }

    private void skipQuoted(char quote) {
        at++;
        while (at < sql.length() && sql.charAt(at) != quote) {
            // A doubled quote needs no care: it ends one literal and begins the next.
            at += sql.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
        at++;
    }

    private void skipPast(String end) {
        int found = sql.indexOf(end, at);
        at = found < 0 ? sql.length() : found + end.length();
    }
}
