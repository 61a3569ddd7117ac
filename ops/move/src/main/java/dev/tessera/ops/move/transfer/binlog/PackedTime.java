package dev.tessera.ops.move.transfer.binlog;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates and times as InnoDB and the binlog store them, to MySQL's text of them: zero and impossible dates included. */
final class PackedTime {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PackedTime() {}

    static String date(int packed) {
        return format("%04d-%02d-%02d", packed >> 9, (packed >> 5) & 15, packed & 31);
    }

    /** 17 bits of year and month, 5 of the day, 17 of the time. */
    static String dateTime(EventBytes row, int digits) {
        long packed = row.bigEndian(5) - 0x80_0000_0000L;
        long months = packed >> 22;
        String seconds = format(
                "%04d-%02d-%02d %02d:%02d:%02d",
                months / 13, months % 13, (packed >> 17) & 31, (packed >> 12) & 31, (packed >> 6) & 63, packed & 63);
        return seconds + fraction(row.bigEndian(bytes(digits)), digits);
    }

    /** Seconds since 1970, in UTC; 0 is the zero timestamp. */
    static String timestamp(EventBytes row, int digits) {
        long seconds = row.bigEndian(4);
        String text = seconds == 0 ? "0000-00-00 00:00:00" : SECONDS.format(Instant.ofEpochSecond(seconds));
        return text + fraction(row.bigEndian(bytes(digits)), digits);
    }

    /** Hours and fraction are one number, and that number has the sign. */
    static String time(EventBytes row, int digits) {
        int shift = 8 * bytes(digits);
        long signed = row.bigEndian(3 + bytes(digits)) - (0x80_0000L << shift);
        long packed = Math.abs(signed);
        long time = packed >> shift;
        return (signed < 0 ? "-" : "")
                + format("%02d:%02d:%02d", (time >> 12) & 1023, (time >> 6) & 63, time & 63)
                + fraction(packed & ((1L << shift) - 1), digits);
    }

    private static int bytes(int digits) {
        return (digits + 1) / 2;
    }

    /** An odd number of digits is stored as the next even one. */
    private static String fraction(long stored, int digits) {
        if (digits == 0) {
            return "";
        }
        String all = format("%0" + 2 * bytes(digits) + "d", stored);
        return "." + all.substring(0, digits);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
