package dev.tessera.ops.move.transfer.binlog;

import java.util.UUID;

/**
 * The first event of a transaction.
 *
 * @param length of all events of the transaction together, this one included, as they stand in the binlog
 */
record GtidEvent(String server, long number, long committedMicros, long length) {
    private static final int TIMESTAMP_BYTES = 7;
    private static final long TWO_TIMESTAMPS = 1L << 55;

    static GtidEvent read(EventBytes body) {
        UUID server = new UUID(body.skip(1).bigEndian(8), body.bigEndian(8));
        long number = body.number(8);
        body.skip(1 + 8 + 8);
        long committed = body.number(TIMESTAMP_BYTES);
        if ((committed & TWO_TIMESTAMPS) != 0) {
            body.skip(TIMESTAMP_BYTES);
        }
        return new GtidEvent(server.toString(), number, committed & (TWO_TIMESTAMPS - 1), body.packed());
    }

    String gtid() {
        return server + ":" + number;
    }
}
