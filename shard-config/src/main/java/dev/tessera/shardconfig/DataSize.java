package dev.tessera.shardconfig;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes. As text: {@code 1048576}, or a whole number of {@code KiB}, {@code MiB}, {@code GiB} or {@code TiB}. */
public record DataSize(long bytes) implements Comparable<DataSize> {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,19})(KiB|MiB|GiB|TiB)?");
    private static final List<String> UNITS = List.of("", "KiB", "MiB", "GiB", "TiB");

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative, as " + bytes + " is");
        }
    }

    /** @throws IllegalArgumentException unless the text is a size of less than 2^63 bytes */
    public static DataSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a size: a whole number of bytes, or of KiB, MiB, GiB or TiB, is");
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        try {
            return new DataSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), bytesIn(UNITS.indexOf(unit))));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is more than 2^63 bytes", e);
        }
    }

    /** For people, with one decimal: {@code 1.5 GiB}. */
    public String readable() {
        int unit = 0;
        while (unit < UNITS.size() - 1 && bytes >= bytesIn(unit + 1)) {
            unit++;
        }
        return unit == 0
                ? bytes + " B"
                : String.format(Locale.ROOT, "%.1f %s", (double) bytes / bytesIn(unit), UNITS.get(unit));
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    private static long bytesIn(int unit) {
        return 1L << (10 * unit);
    }
}
