package dev.tessera.testbed.workload.state;

import dev.tessera.testbed.PlantedValues;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The texts of comments. Each is made from a token, a number that no other text has, so that a number is all there is to remember, and
 * whatever is found stored tells which request it came from.
 */
public final class CommentTexts {
    private static final int COUNTER_BITS = 26;
    private static final int SERIES_BITS = 36;
    private static final Pattern TOKEN = Pattern.compile("w([0-9]{1,19}):.*", Pattern.DOTALL);
    private static final String FILLER =
            "größer als ı und İ, 東京 and 🦊; \"quoted\" \\ back-slashed, a line\nand another; ".repeat(6);

    private CommentTexts() {}

    /** Where a series of tokens begins that meets no other. */
    static long newSeries() {
        return ThreadLocalRandom.current().nextLong(1, 1L << SERIES_BITS) << COUNTER_BITS;
    }

    /** 20 to some 400 characters. */
    public static String of(long token) {
        int length = 8 + Math.floorMod(token * 31, 390);
        int end = Character.isHighSurrogate(FILLER.charAt(length - 1)) ? length + 1 : length;
        return "w" + token + ":" + PlantedValues.MARK + " " + FILLER.substring(0, end);
    }

    /** -1 when the text isn't one of these. */
    static long tokenOf(String text) {
        Matcher matcher = TOKEN.matcher(text);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }
}
