package dev.tessera.ops.move.carry.binlog;

import com.github.shyiko.mysql.binlog.event.EventData;

/** An event as the source sent it. Immutable but for its array, which nobody changes. */
final class RawEvent implements EventData {
    private static final long serialVersionUID = 1;
    private static final byte[] NOTHING = {};

    private final int code;
    private final long length;
    private final byte[] body;

    /**
     * @param length in the binlog, header and checksum included
     * @param body without them
     */
    RawEvent(int code, long length, byte[] body) {
        this.code = code;
        this.length = length;
        this.body = body;
    }

    int code() {
        return code;
    }

    long length() {
        return length;
    }

    EventBytes body() {
        return new EventBytes(body);
    }

    /** For an event of a table that isn't carried: only its length counts. */
    RawEvent withoutBody() {
        return new RawEvent(code, length, NOTHING);
    }

    boolean hasBody() {
        return body.length > 0;
    }

    /** Bytes of memory, about. */
    int weight() {
        return 64 + body.length;
    }
}
