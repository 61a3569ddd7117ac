package dev.tessera.ops.move.session;

/**
 * The server ids with which binlogs are read. Two readers with one id drive each other out, so each is made of a move's id, which the
 * directory gives out once; far above what people choose for their servers.
 */
public final class StreamIds {
    private static final long FIRST = 3_000_000_000L;
    private static final int STREAMS_OF_A_MOVE = 4;
    private static final long ROOM = 300_000_000L;

    private StreamIds() {}

    /** Of the stream from source to target. */
    static long forward(long moveId) {
        return of(moveId, 0);
    }

    /** Of the stream that tells which keys were written on the target since it went live. */
    public static long sinceSwitch(long moveId) {
        return of(moveId, 1);
    }

    /** Of the stream from the target into the frozen originals. */
    public static long back(long moveId) {
        return of(moveId, 2);
    }

    private static long of(long moveId, int stream) {
        return FIRST + moveId % ROOM * STREAMS_OF_A_MOVE + stream;
    }
}
