package dev.tessera.migrations.changelog;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement of a changelog with clauses that forbid a greater impact: the server refuses it instead.
 *
 * @param sql the statement, with the clauses that say so
 */
record ChangeVariant(Impact impact, String sql) {
    private static final Pattern ALTER = beginning("alter\\s+table");
    private static final Pattern INDEX = beginning("(create(\\s+(unique|fulltext|spatial))?|drop)\\s+index");
    private static final Pattern ASIDE = beginning("(create|drop)\\s+table");

    /** Those of a statement, the least impact first. */
    static List<ChangeVariant> of(String statement) {
        String sql = statement.strip().replaceAll(";\\s*$", "");
        // On a line of their own: the statement may end in a comment.
        ChangeVariant asWritten = new ChangeVariant(Impact.BLOCKING, sql);
        if (ALTER.matcher(sql).find()) {
            return List.of(
                    new ChangeVariant(Impact.INSTANT, sql + "\n, algorithm=instant"),
                    new ChangeVariant(Impact.ONLINE, sql + "\n, algorithm=inplace, lock=none"),
                    asWritten);
        }
        if (INDEX.matcher(sql).find()) {
            return List.of(new ChangeVariant(Impact.ONLINE, sql + "\nalgorithm=inplace lock=none"), asWritten);
        }
        return List.of(ASIDE.matcher(sql).find() ? new ChangeVariant(Impact.ASIDE, sql) : asWritten);
    }

    /** Behind comments, if there are any. */
    private static Pattern beginning(String words) {
        return Pattern.compile(
                "^(\\s|--[^\\n]*\\n|#[^\\n]*\\n|/\\*.*?\\*/)*" + words + "\\b",
                Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
