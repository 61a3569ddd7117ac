package dev.tessera.ops.move.transfer.binlog;

/**
 * An event as the source sent it. Immutable but for its array, which nobody changes.
 *
 * @param length in the binlog, header and checksum included
 * @param body without them; empty when the event was passed over, because nobody needs what is in it
 * @param held how many bytes of {@link dev.tessera.ops.move.transfer.spec.StreamMemory} it holds
 */
@SuppressWarnings("ArrayRecordComponent")
record RawEvent(int code, long length, byte[] body, long held) {
    private static final byte[] NOTHING = {};

    static RawEvent passedOver(int code, long length) {
        return new RawEvent(code, length, NOTHING, 0);
    }

    EventBytes bytes() {
        return new EventBytes(body);
    }

    boolean hasBody() {
        return body.length > 0;
    }
}
