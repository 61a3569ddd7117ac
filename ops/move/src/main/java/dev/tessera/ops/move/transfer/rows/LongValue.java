package dev.tessera.ops.move.transfer.rows;

/**
 * A value that is too long to be copied about: part of an array that nobody changes.
 *
 * @param bytes of which it is a part
 * @param from where it begins
 * @param length in bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record LongValue(byte[] bytes, int from, int length) {
    /** From here on a value is long. */
    public static final int LONG = 256 << 10;

    public LongValue {
        if (from < 0 || length < 0 || length > bytes.length - from) {
            throw new IllegalArgumentException(
                    "a value of " + length + " bytes from " + from + " on isn't within " + bytes.length);
        }
    }
}
