package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.LongValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads an event's body from front to back. Numbers are little-endian unless said. Not thread-safe. */
final class EventBytes {
    private final byte[] bytes;
    private int at;

    EventBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    int remaining() {
        return bytes.length - at;
    }

    EventBytes skip(int count) {
        require(count);
        at += count;
        return this;
    }

    byte[] bytes(int count) {
        require(count);
        at += count;
        return Arrays.copyOfRange(bytes, at - count, at);
    }

    byte[] rest() {
        return bytes(remaining());
    }

    int octet() {
        require(1);
        return bytes[at++] & 0xFF;
    }

    long number(int count) {
        require(count);
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        at += count;
        return value;
    }

    long bigEndian(int count) {
        require(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        at += count;
        return value;
    }

    /** The number that comes next, which stays where it is. */
    long peek(int count) {
        long value = number(count);
        at -= count;
        return value;
    }

    /** Isn't copied. */
    LongValue longValue(int count) {
        require(count);
        at += count;
        return new LongValue(bytes, at - count, count);
    }

    /** MySQL's length-encoded integer. */
    long packed() {
        int first = octet();
        return switch (first) {
            case 252 -> number(2);
            case 253 -> number(3);
            case 254 -> number(8);
            default -> first;
        };
    }

    /** One octet of length, the text, a zero. */
    String name() {
        String name = new String(bytes(octet()), StandardCharsets.UTF_8);
        skip(1);
        return name;
    }

    private void require(int count) {
        if (count < 0 || count > remaining()) {
            throw new IllegalStateException("the event ends " + (count - remaining()) + " bytes early");
        }
    }
}
