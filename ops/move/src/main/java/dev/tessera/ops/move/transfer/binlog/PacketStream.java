package dev.tessera.ops.move.transfer.binlog;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * The events that a server sends, one after the other, each read piece by piece however large it is: one of 16 MB and more comes in several packets. One
 * thread's.
 */
final class PacketStream {
    private static final int BUFFER = 64 << 10;
    private static final int HEADER = 4;
    /** A packet of this size goes on in the next, which may be empty. */
    private static final int FULL = 0xFF_FFFF;

    private static final int AN_EVENT = 0;
    private static final int AN_ERROR = 0xFF;

    private final InputStream in;
    private final byte[] scratch = new byte[BUFFER];
    private int size;
    private int left;

    PacketStream(InputStream in) {
        this.in = new BufferedInputStream(in, BUFFER);
    }

    /**
     * Waits for the next event.
     *
     * @throws com.github.shyiko.mysql.binlog.network.ServerException what the server says instead
     * @throws EOFException when it has ended the stream
     */
    void next() throws IOException {
        endLast();
        beginPacket();
        byte[] marker = new byte[1];
        read(marker, 0, 1);
        int kind = marker[0] & 0xFF;
        if (kind == AN_ERROR) {
            byte[] error = new byte[left];
            read(error, 0, left);
            throw DumpConnection.failure(error);
        }
        if (kind != AN_EVENT) {
            throw new EOFException("the server has ended the stream");
        }
    }

    private void endLast() throws IOException {
        while (left == 0 && size == FULL) {
            beginPacket();
        }
        if (left > 0) {
            throw new IOException(left + " bytes came behind the end of an event");
        }
    }

    void read(byte[] into, int from, int count) throws IOException {
        int at = from;
        while (at < from + count) {
            if (left == 0) {
                goOn();
            } else {
                int read = in.read(into, at, Math.min(from + count - at, left));
                if (read < 0) {
                    throw new EOFException("the server has closed the connection");
                }
                at += read;
                left -= read;
            }
        }
    }

    /** Reads and forgets, but for the checksum. */
    void passOver(long count, CRC32 checksum) throws IOException {
        for (long to = count; to > 0; ) {
            int piece = (int) Math.min(to, BUFFER);
            read(scratch, 0, piece);
            checksum.update(scratch, 0, piece);
            to -= piece;
        }
    }

    private void goOn() throws IOException {
        if (size != FULL) {
            throw new IOException("a packet of " + size + " bytes ends before the event in it");
        }
        beginPacket();
    }

    private void beginPacket() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
            throw new EOFException("the server has closed the connection");
        }
        left = (int) new EventBytes(header).number(3);
        size = left;
    }
}
