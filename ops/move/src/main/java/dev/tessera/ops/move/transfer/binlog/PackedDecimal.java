package dev.tessera.ops.move.transfer.binlog;

/** MySQL's packed DECIMAL: groups of nine digits in four bytes, a shorter group at either end, negative ones inverted. */
final class PackedDecimal {
    private static final int GROUP = 9;
    private static final int[] BYTES = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};

    private PackedDecimal() {}

    /** As MySQL writes it: {@code -0.50} for DECIMAL(3,2). */
    static String text(EventBytes row, int precision, int scale) {
        int whole = precision - scale;
        byte[] bytes = row.bytes(size(whole) + size(scale));
        boolean negative = (bytes[0] & 0x80) == 0;
        bytes[0] ^= (byte) 0x80;
        if (negative) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) ~bytes[i];
            }
        }
        EventBytes groups = new EventBytes(bytes);
        StringBuilder digits = new StringBuilder();
        append(digits, groups, whole % GROUP);
        repeat(digits, groups, whole / GROUP);
        String integer = digits.toString().replaceFirst("^0+(?=.)", "");
        digits.setLength(0);
        repeat(digits, groups, scale / GROUP);
        append(digits, groups, scale % GROUP);
        return (negative ? "-" : "") + (integer.isEmpty() ? "0" : integer) + (scale == 0 ? "" : "." + digits);
    }

    private static int size(int digits) {
        return digits / GROUP * 4 + BYTES[digits % GROUP];
    }

    private static void repeat(StringBuilder out, EventBytes groups, int count) {
        for (int i = 0; i < count; i++) {
            append(out, groups, GROUP);
        }
    }

    private static void append(StringBuilder out, EventBytes groups, int digits) {
        if (digits > 0) {
            String number = Long.toString(groups.bigEndian(BYTES[digits]));
            out.append("0".repeat(digits - number.length())).append(number);
        }
    }
}
