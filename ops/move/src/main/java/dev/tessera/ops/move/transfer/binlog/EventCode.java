package dev.tessera.ops.move.transfer.binlog;

import java.util.Set;

/** The types of binlog events, by MySQL's numbers. */
final class EventCode {
    static final int QUERY = 2;
    static final int ROTATE = 4;
    static final int FORMAT_DESCRIPTION = 15;
    static final int XID = 16;
    static final int EXECUTE_LOAD_QUERY = 18;
    static final int TABLE_MAP = 19;
    static final int INCIDENT = 26;
    static final int GTID = 33;
    static final int ANONYMOUS_GTID = 34;
    static final int XA_PREPARE = 38;
    static final int PARTIAL_UPDATE_ROWS = 39;
    static final int TRANSACTION_PAYLOAD = 40;
    static final int TAGGED_GTID = 42;

    /**
     * STOP, INTVAR, APPEND_BLOCK, DELETE_FILE, RAND, USER_VAR, BEGIN_LOAD_QUERY, IGNORABLE, ROWS_QUERY, TRANSACTION_CONTEXT, VIEW_CHANGE: no rows.
     * What a loaded file is for is said by the statement that comes behind it.
     */
    private static final Set<Integer> WITHOUT_ROWS = Set.of(3, 5, 9, 11, 13, 14, 17, 28, 29, 36, 37);

    /** Made by the server for the stream: ROTATE, FORMAT_DESCRIPTION, HEARTBEAT, PREVIOUS_GTIDS, HEARTBEAT_V2. */
    private static final Set<Integer> OF_THE_STREAM = Set.of(ROTATE, 3, FORMAT_DESCRIPTION, 27, 35, 41);

    private static final Set<Integer> WRITES = Set.of(23, 30);
    private static final Set<Integer> UPDATES = Set.of(24, 31);
    private static final Set<Integer> DELETES = Set.of(25, 32);

    private EventCode() {}

    static boolean isWrite(int code) {
        return WRITES.contains(code);
    }

    static boolean isUpdate(int code) {
        return UPDATES.contains(code);
    }

    static boolean isRows(int code) {
        return isWrite(code) || isUpdate(code) || DELETES.contains(code);
    }

    /** Begins with the number of the table that it speaks of. */
    static boolean namesTable(int code) {
        return isRows(code) || code == PARTIAL_UPDATE_ROWS;
    }

    /** Rows of the first version have no room for extra data. */
    static boolean isFirstVersion(int code) {
        return code >= 23 && code <= 25;
    }

    /** Only that it is there matters, and how long it is. */
    static boolean isWithoutContent(int code) {
        return isWithoutRows(code) || code == XID || code == XA_PREPARE || code == TRANSACTION_PAYLOAD;
    }

    static boolean isWithoutRows(int code) {
        return WITHOUT_ROWS.contains(code);
    }

    static boolean isOfTheStream(int code) {
        return OF_THE_STREAM.contains(code);
    }
}
