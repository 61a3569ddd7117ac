package dev.tessera.ops.move.transfer.binlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits SQL of the binlog into words. */
final class SqlWords {
    /** What stands in {@code /*!80000 ... } is executed, so only its marks are dropped; other comments go whole. */
    private static final Pattern TOKEN = Pattern.compile(
            "/\\*!\\d*|\\*/|/\\*.*?\\*/|--\\s[^\\n]*|#[^\\n]*"
                    + "|'(?:[^'\\\\]|\\\\.|'')*+'|\"(?:[^\"\\\\]|\\\\.|\"\")*+\""
                    + "|`(?:[^`]|``)*+`|[\\w$\\x{80}-\\x{ffff}]++|\\S",
            Pattern.DOTALL);

    private SqlWords() {}

    /** Names without their quotes and in lower case, signs one by one, no comments, no strings. */
    static List<String> words(String sql) {
        List<String> words = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            String token = matcher.group();
            if (token.startsWith("`")) {
                words.add(token.substring(1, token.length() - 1).toLowerCase(Locale.ROOT));
            } else if (!token.matches("(?s)(/\\*|\\*/|--\\s|#|').*")) {
                // ANSI_QUOTES makes a name of what else would be a string: taken for a name, to be sure.
                words.add(token.replace("\"", "").toLowerCase(Locale.ROOT));
            }
        }
        return words;
    }
}
