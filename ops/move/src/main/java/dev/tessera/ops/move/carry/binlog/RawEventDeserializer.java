package dev.tessera.ops.move.carry.binlog;

import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.EventType;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Leaves events as they are, and checks their checksums, which the client's own deserializer skips. That one also can't tell zero dates
 * from NULL, loses the sign of times, and stumbles over column types that it doesn't know in tables that don't matter.
 */
final class RawEventDeserializer extends EventDeserializer {
    private static final int HEADER = 19;
    private static final int CHECKSUM = 4;

    private boolean checksums;

    @Override
    public @Nullable Event nextEvent(ByteArrayInputStream stream) throws IOException {
        if (stream.peek() == -1) {
            return null;
        }
        byte[] header = stream.read(HEADER);
        EventBytes fields = new EventBytes(header).skip(4);
        int code = fields.octet();
        long length = fields.skip(4).number(4);
        long nextPosition = fields.number(4);
        byte[] body = stream.read((int) length - HEADER);
        if (code == EventCode.FORMAT_DESCRIPTION) {
            checksums = body[body.length - CHECKSUM - 1] == 1;
        } else if (checksums) {
            body = checked(code, header, body);
        }
        return new Event(header(code, length, nextPosition), data(code, length, body));
    }

    private static byte[] checked(int code, byte[] header, byte[] body) throws IOException {
        int end = body.length - CHECKSUM;
        CRC32 checksum = new CRC32();
        checksum.update(header);
        checksum.update(body, 0, end);
        long announced = new EventBytes(body).skip(end).number(CHECKSUM);
        if (!EventCode.isOfTheStream(code) && checksum.getValue() != announced) {
            throw new IOException("an event of type " + code + " arrived with a wrong checksum");
        }
        return Arrays.copyOf(body, end);
    }

    private static EventHeaderV4 header(int code, long length, long nextPosition) {
        EventHeaderV4 header = new EventHeaderV4();
        header.setEventType(code == EventCode.ROTATE ? EventType.ROTATE : EventType.UNKNOWN);
        header.setEventLength(length);
        header.setNextPosition(nextPosition);
        return header;
    }

    /** The client itself reads ROTATE events, and no other. */
    private static EventData data(int code, long length, byte[] body) {
        if (code != EventCode.ROTATE) {
            return new RawEvent(code, length, body);
        }
        RotateEventData rotate = new RotateEventData();
        rotate.setBinlogPosition(4);
        rotate.setBinlogFilename("");
        return rotate;
    }
}
