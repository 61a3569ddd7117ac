package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.Column;
import dev.tessera.ops.move.transfer.rows.ColumnKind;
import dev.tessera.ops.move.transfer.rows.LongValue;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a column's cells out of row events, as the very text that a SELECT of the column gives. Formats: MySQL's
 * {@code log_event.cc} and {@code my_time.cc}.
 *
 * @param type MySQL's number of the type as stored
 * @param meta as the type's field metadata say; see {@link #read}
 */
record CellCodec(int type, int meta, Column column) {
    private static final int TINY = 1;
    private static final int SHORT = 2;
    private static final int LONG = 3;
    private static final int FLOAT = 4;
    private static final int DOUBLE = 5;
    private static final int LONGLONG = 8;
    private static final int INT24 = 9;
    private static final int DATE = 10;
    private static final int YEAR = 13;
    private static final int NEWDATE = 14;
    private static final int VARCHAR = 15;
    private static final int BIT = 16;
    private static final int TIMESTAMP2 = 17;
    private static final int DATETIME2 = 18;
    private static final int TIME2 = 19;
    private static final int VECTOR = 242;
    private static final int JSON = 245;
    private static final int NEWDECIMAL = 246;
    private static final int ENUM = 247;
    private static final int SET = 248;
    private static final int BLOB = 252;
    private static final int VAR_STRING = 253;
    private static final int STRING = 254;
    private static final int GEOMETRY = 255;

    static CellCodec read(int type, EventBytes metadata, Column column) {
        return switch (type) {
            case FLOAT, DOUBLE, BLOB, JSON, GEOMETRY, VECTOR, TIMESTAMP2, DATETIME2, TIME2 ->
                new CellCodec(type, metadata.octet(), column);
            case VARCHAR, VAR_STRING, NEWDECIMAL -> new CellCodec(type, (int) metadata.number(2), column);
            case BIT -> new CellCodec(type, bitBytes(metadata), column);
            case STRING, ENUM, SET -> string((int) metadata.bigEndian(2), column);
            default -> new CellCodec(type, 0, column);
        };
    }

    /** The upper bits of a long CHAR's length hide in its type. */
    private static CellCodec string(int meta, Column column) {
        int type = meta >> 8;
        int length = meta & 0xFF;
        return (type & 0x30) == 0x30
                ? new CellCodec(type, length, column)
                : new CellCodec(type | 0x30, length | (((type & 0x30) ^ 0x30) << 4), column);
    }

    private static int bitBytes(EventBytes metadata) {
        int bits = metadata.octet();
        return metadata.octet() + (bits > 0 ? 1 : 0);
    }

    byte[] cell(EventBytes row) {
        return switch (type) {
            case TINY -> integer(row, 1);
            case SHORT -> integer(row, 2);
            case INT24 -> integer(row, 3);
            case LONG -> integer(row, 4);
            case LONGLONG -> integer(row, 8);
            case FLOAT -> ascii(Double.toString(Float.intBitsToFloat((int) row.number(4))));
            case DOUBLE -> ascii(Double.toString(Double.longBitsToDouble(row.number(8))));
            case NEWDECIMAL -> ascii(PackedDecimal.text(row, meta & 0xFF, meta >> 8));
            case YEAR -> year(row.octet());
            case DATE, NEWDATE -> ascii(PackedTime.date((int) row.number(3)));
            case TIME2 -> ascii(PackedTime.time(row, meta));
            case DATETIME2 -> ascii(PackedTime.dateTime(row, meta));
            case TIMESTAMP2 -> ascii(PackedTime.timestamp(row, meta));
            case BIT -> ascii(Long.toUnsignedString(row.bigEndian(meta)));
            case ENUM, SET -> ascii(Long.toUnsignedString(row.number(meta)));
            case STRING -> fixed(row.bytes((int) row.number(meta < 256 ? 1 : 2)));
            case VARCHAR, VAR_STRING -> row.bytes((int) row.number(meta < 256 ? 1 : 2));
            case BLOB, GEOMETRY -> row.bytes((int) row.number(meta));
            default -> throw new TransferFailedException("column " + column.name() + " has the unknown type " + type);
        };
    }

    /** Null when the cell isn't long: then it is still to be read. */
    @Nullable LongValue longCell(EventBytes row) {
        return (type == BLOB || type == GEOMETRY) && row.peek(meta) >= LongValue.LONG
                ? row.longValue((int) row.number(meta))
                : null;
    }

    /** Steps over a cell that isn't needed, whatever it is. */
    void skip(EventBytes row) {
        if (type == JSON || type == VECTOR || type == BLOB || type == GEOMETRY) {
            row.skip((int) row.number(meta));
        } else {
            cell(row);
        }
    }

    private byte[] integer(EventBytes row, int size) {
        long value = row.number(size);
        int unused = 64 - 8 * size;
        return ascii(column.isUnsigned() ? Long.toUnsignedString(value) : Long.toString((value << unused) >> unused));
    }

    private static byte[] year(int stored) {
        return ascii(Integer.toString(stored == 0 ? 0 : 1900 + stored));
    }

    /** CHAR comes without the spaces at its end, BINARY must come with its zeros: otherwise a key would not be found. */
    private byte[] fixed(byte[] stored) {
        return column.kind() == ColumnKind.BINARY && stored.length < meta ? Arrays.copyOf(stored, meta) : stored;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
