package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.DataSize;
import java.util.regex.Pattern;

/** The text form of amounts: bytes as {@code 2TiB}, others as whole numbers, {@code 2000000} or {@code 2_000_000}. */
final class Amounts {
    private static final Pattern WHOLE = Pattern.compile("[0-9][0-9_]{0,24}");
    private static final int MOST_DIGITS = 15;

    private Amounts() {}

    static long parse(Measure measure, String text) {
        long amount = measure == Measure.BYTES ? DataSize.parse(text).bytes() : whole(text);
        if (amount == 0) {
            throw new IllegalArgumentException("'" + text + "' is nothing; a shard holds more than that");
        }
        return amount;
    }

    private static long whole(String text) {
        String digits = text.replace("_", "");
        if (!WHOLE.matcher(text).matches() || digits.length() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a whole number of at most " + MOST_DIGITS + " digits, such as 2_000_000");
        }
        return Long.parseLong(digits);
    }
}
