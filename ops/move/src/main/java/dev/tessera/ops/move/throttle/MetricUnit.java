package dev.tessera.ops.move.throttle;

import dev.tessera.shardconfig.DataSize;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a limit is written and shown. Inside it is a whole number: of things, of milliseconds, of bytes. */
public enum MetricUnit {
    COUNT("a whole number of at least 1, such as 50") {
        @Override
        long read(String text) {
            if (!COUNT_TEXT.matcher(text).matches()) {
                throw new IllegalArgumentException(text);
            }
            return Long.parseLong(text);
        }

        @Override
        String text(long value) {
            return Long.toString(value);
        }
    },
    TIME("a whole number of ms, s or m, such as 250ms or 5s") {
        @Override
        long read(String text) {
            Matcher matcher = TIME_TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            return Long.parseLong(matcher.group(1)) * MILLIS_IN.getOrDefault(matcher.group(2), 1L);
        }

        @Override
        String text(long value) {
            return value % 1_000 == 0 && value > 0 ? value / 1_000 + " s" : value + " ms";
        }
    },
    BYTES("a whole number of bytes, KiB, MiB or GiB, such as 2MiB") {
        @Override
        long read(String text) {
            return DataSize.parse(text).bytes();
        }

        @Override
        String text(long value) {
            return new DataSize(value).readable();
        }
    };

    private static final Pattern COUNT_TEXT = Pattern.compile("[0-9]{1,18}");
    private static final Pattern TIME_TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final Map<String, Long> MILLIS_IN = Map.of("ms", 1L, "s", 1_000L, "m", 60_000L);

    private final String expected;

    MetricUnit(String expected) {
        this.expected = expected;
    }

    /** What a value looks like, for people. */
    String expected() {
        return expected;
    }

    /** @throws IllegalArgumentException when it is none */
    abstract long read(String text);

    /** For people. */
    abstract String text(long value);
}
