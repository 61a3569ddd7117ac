package dev.tessera.shardconfig.growth;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A percentage, in hundredths of a percent. As text: {@code 20%} or {@code 2.5%}. */
public record Share(int basisPoints) {
    private static final int WHOLE = 10_000;
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?)%");

    public Share {
        if (basisPoints < 0 || basisPoints > WHOLE) {
            throw new IllegalArgumentException("a share is 0% to 100%");
        }
    }

    /** @throws IllegalArgumentException unless the text is a percentage of at most 100, with two decimals at most */
    public static Share parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a percentage, such as 20% or 2.5%");
        }
        int basisPoints = new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
        if (basisPoints > WHOLE) {
            throw new IllegalArgumentException("'" + text + "' is more than the whole, 100%");
        }
        return new Share(basisPoints);
    }

    /** This part of an amount, rounded down. */
    public long of(long amount) {
        return amount / WHOLE * basisPoints + amount % WHOLE * basisPoints / WHOLE;
    }

    /** What is left of an amount without this part. */
    public long without(long amount) {
        return amount - of(amount);
    }

    public double fraction() {
        return (double) basisPoints / WHOLE;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + "%";
    }
}
