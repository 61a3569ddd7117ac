package dev.tessera.shardconfig.redaction;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement without its values: names and keywords stay, each literal is a question mark, lists of them are folded ({@code values (? x
 * 8) x 500}). It ends where the statement can't be parsed with certainty: the meaning of a backslash depends on {@code
 * NO_BACKSLASH_ESCAPES}, and with a wrong guess the rest of a string would be taken for names.
 */
public final class StatementSummary {
    private static final int LONGEST = 180;
    /** Of a batch of rows the beginning says all there is to say. */
    private static final int READ = 20_000;

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    /** A comment, a string, a quoted name, a number, a word, space, or a sign. Possessive, so that long strings cost no stack. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>/\\*.*?\\*/|--(?=\\s)[^\\n]*+|#[^\\n]*+)"
                    + "|(?<string>'(?:[^'\\\\]|'')*+'|\"(?:[^\"\\\\]|\"\")*+\")"
                    + "|(?<name>`(?:[^`]|``)*+`)"
                    + "|(?<number>[0-9][\\w.]*+)"
                    + "|(?<word>@{0,2}[A-Za-z_\\x{80}-\\x{10ffff}][\\w$.\\x{80}-\\x{10ffff}]*+)"
                    + "|(?<space>\\s++)"
                    + "|(?<sign>[^\\s'\"`\\\\$@])",
            Pattern.DOTALL);

    private static final String ELEMENT = "(?:\\?|null|default|_\\w+ ?\\?|- ?\\?)";
    private static final Pattern LIST =
            Pattern.compile("\\( ?(" + ELEMENT + "(?: ?, ?" + ELEMENT + ")++) ?\\)", Pattern.CASE_INSENSITIVE);
    private static final Pattern GROUPS = Pattern.compile("(\\(\\? x \\d+\\))((?: ?, ?\\(\\? x \\d+\\))++)");
    private static final Pattern RENAME =
            Pattern.compile("(?i)rename tables? (\\S+ to [^,\\s]+)((?: ?, ?\\S+ to [^,\\s]+)++)");

    private StatementSummary() {}

    /** At most {@value #LONGEST} characters and three dots. */
    public static String of(String sql) {
        StringBuilder out = new StringBuilder();
        boolean isWhole = read(sql.length() > READ ? sql.substring(0, READ) : sql, out) && sql.length() <= READ;
        String text = folded(out.toString().strip());
        if (text.length() > LONGEST) {
            return text.substring(0, LONGEST) + "...";
        }
        return isWhole ? text : text + " ...";
    }

    /** The first word, in lower case: {@code update}. */
    public static String verb(String sql) {
        Matcher word = WORD.matcher(sql);
        return word.find() ? word.group().toLowerCase(Locale.ROOT) : "statement";
    }

    private static boolean read(String sql, StringBuilder out) {
        Matcher token = TOKEN.matcher(sql);
        int at = 0;
        while (at < sql.length()) {
            token.region(at, sql.length());
            if (!token.lookingAt()) {
                return false;
            }
            append(token, out);
            at = token.end();
        }
        return true;
    }

    private static void append(Matcher token, StringBuilder out) {
        if (token.group("comment") != null || token.group("space") != null) {
            if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        } else if (token.group("string") != null || token.group("number") != null) {
            out.append('?');
        } else {
            out.append(token.group());
        }
    }

    private static String folded(String text) {
        String lists =
                LIST.matcher(text).replaceAll(list -> "(? x " + list.group(1).split(",", -1).length + ")");
        String groups = GROUPS.matcher(lists).replaceAll(all -> all.group(1) + " x " + (1 + count(all.group(2), "(")));
        return RENAME.matcher(groups)
                .replaceAll(all -> "rename of " + (1 + count(all.group(2), " to ")) + " tables, "
                        + Matcher.quoteReplacement(all.group(1)) + " and so on");
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
