package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.spec.EventTooLargeException;
import dev.tessera.ops.move.transfer.spec.StreamMemory;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.zip.CRC32;

/**
 * Takes events off a stream. What nobody needs, most of all the rows of other buckets, is passed over without being held; for what is needed, bytes of
 * the memory are taken first. Checksums of both are checked. One stream's, and one thread's.
 */
final class EventReader {
    private static final int HEADER = 19;
    private static final int CHECKSUM = 4;
    private static final int TABLE_NUMBER = 6;
    /** Its bytes, its text, and its text in small letters. */
    private static final int TEXTS_OF_A_STATEMENT = 3;

    private final PacketStream stream;
    private final TransferSpec transferSpec;
    private final SortedSet<String> sourceTables;
    private final StreamMemory.MemoryShare memory;
    private final Runnable beforeWaiting;
    private final Map<Long, String> carried = new HashMap<>();
    private final byte[] header = new byte[HEADER];
    private final byte[] number = new byte[TABLE_NUMBER];
    private final byte[] announced = new byte[CHECKSUM];
    private final CRC32 checksum = new CRC32();
    private boolean hasChecksums;

    /** @param beforeWaiting is run before it waits for memory */
    EventReader(
            PacketStream stream, TransferSpec transferSpec, StreamMemory.MemoryShare memory, Runnable beforeWaiting) {
        this.stream = stream;
        this.transferSpec = transferSpec;
        this.sourceTables = transferSpec.sourceTables();
        this.memory = memory;
        this.beforeWaiting = beforeWaiting;
    }

    /** Waits for the next event of the binlog; those which the server makes for the stream are none. */
    RawEvent next() throws IOException, InterruptedException {
        while (true) {
            stream.next();
            stream.read(header, 0, HEADER);
            checksum.reset();
            checksum.update(header);
            EventBytes fields = new EventBytes(header).skip(4);
            int code = fields.octet();
            long length = fields.skip(4).number(4);
            if (!EventCode.isOfTheStream(code)) {
                return read(code, length);
            }
            ofTheStream(code, length - HEADER);
        }
    }

    private void ofTheStream(int code, long rest) throws IOException {
        if (code != EventCode.FORMAT_DESCRIPTION) {
            stream.passOver(rest, checksum);
            return;
        }
        byte[] body = new byte[(int) rest];
        stream.read(body, 0, body.length);
        hasChecksums = body[body.length - CHECKSUM - 1] == 1;
    }

    private RawEvent read(int code, long length) throws IOException, InterruptedException {
        long rest = length - HEADER - (hasChecksums ? CHECKSUM : 0);
        if (EventCode.namesTable(code)) {
            return rows(code, length, rest);
        }
        if (EventCode.isWithoutContent(code)) {
            return passedOver(code, length, rest);
        }
        RawEvent event = held(code, length, rest, 0, code == EventCode.QUERY ? "a statement" : "no rows");
        if (code == EventCode.GTID) {
            carried.clear();
        } else if (code == EventCode.TABLE_MAP) {
            note(event.bytes());
        }
        return event;
    }

    /** Numbers of tables hold within one transaction. */
    private void note(EventBytes map) {
        long table = map.number(TABLE_NUMBER);
        boolean isLive = map.skip(2).name().equals(transferSpec.sourceSchema());
        String name = map.name();
        if (isLive && sourceTables.contains(name)) {
            carried.put(table, name);
        }
    }

    /** Most rows of a shard belong to other buckets. */
    private RawEvent rows(int code, long length, long rest) throws IOException, InterruptedException {
        stream.read(number, 0, TABLE_NUMBER);
        checksum.update(number);
        String table = carried.get(new EventBytes(number).number(TABLE_NUMBER));
        return table == null
                ? passedOver(code, length, rest - TABLE_NUMBER)
                : held(code, length, rest, TABLE_NUMBER, "rows of " + table);
    }

    private RawEvent passedOver(int code, long length, long rest) throws IOException {
        stream.passOver(rest, checksum);
        check(code);
        return RawEvent.passedOver(code, length);
    }

    /** @param read bytes of the body that were read already: the table's number */
    private RawEvent held(int code, long length, long size, int read, String what)
            throws IOException, InterruptedException {
        long weight = code == EventCode.QUERY ? size * TEXTS_OF_A_STATEMENT : size;
        if (weight > memory.most()) {
            throw new EventTooLargeException(transferSpec, what, weight, memory.most());
        }
        memory.take(weight, beforeWaiting);
        boolean whole = false;
        try {
            byte[] body = new byte[(int) size];
            System.arraycopy(number, 0, body, 0, read);
            stream.read(body, read, body.length - read);
            checksum.update(body, read, body.length - read);
            check(code);
            whole = true;
            return new RawEvent(code, length, body, weight);
        } finally {
            if (!whole) {
                memory.giveBack(weight);
            }
        }
    }

    private void check(int code) throws IOException {
        if (hasChecksums) {
            stream.read(announced, 0, CHECKSUM);
            if (checksum.getValue() != new EventBytes(announced).number(CHECKSUM)) {
                throw new WrongChecksumException(code);
            }
        }
    }
}
