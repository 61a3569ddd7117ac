package dev.tessera.testbed.proxy;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** One packet of MySQL's protocol: 3 bytes of length, least first, a sequence number, the payload. */
final class Packet {
    private static final int HEADER = 4;

    private final byte[] bytes;

    /** Of all the bytes, header included; what follows the packet is not looked at. */
    Packet(byte[] bytes) {
        this.bytes = bytes;
    }

    static Packet read(DataInputStream from) throws IOException {
        byte[] header = new byte[HEADER];
        from.readFully(header);
        int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
        byte[] bytes = new byte[HEADER + length];
        System.arraycopy(header, 0, bytes, 0, HEADER);
        from.readFully(bytes, HEADER, length);
        return new Packet(bytes);
    }

    void write(OutputStream to) throws IOException {
        to.write(bytes);
        to.flush();
    }

    /** A command starts a new exchange; what a client sends in the midst of one (its login) has a higher number. */
    boolean isCommand() {
        return bytes[3] == 0 && bytes.length > HEADER;
    }

    int command() {
        return bytes[HEADER] & 0xff;
    }

    int length() {
        return bytes.length - HEADER;
    }

    int at(int offset) {
        return bytes[HEADER + offset] & 0xff;
    }

    long unsignedInt(int offset) {
        return at(offset) | at(offset + 1) << 8 | at(offset + 2) << 16 | (long) at(offset + 3) << 24;
    }

    String text(int offset) {
        return new String(bytes, HEADER + offset, length() - offset, StandardCharsets.UTF_8);
    }
}
