package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.LongValue;
import dev.tessera.ops.move.transfer.rows.RowImage;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.spec.BinlogRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes a rows event apart into changes of rows. */
final class RowsDecoder {
    private final TableMap map;
    private final int code;
    private final String gtid;

    RowsDecoder(TableMap map, int code, String gtid) {
        this.map = map;
        this.code = code;
        this.gtid = gtid;
    }

    /** @param body from behind the table's number */
    void decode(EventBytes body, Consumer<RowChange> changes) {
        body.skip(2);
        if (!EventCode.isFirstVersion(code)) {
            body.skip((int) body.number(2) - 2);
        }
        int width = (int) body.packed();
        requireFull(body, width);
        if (EventCode.isUpdate(code)) {
            requireFull(body, width);
        }
        while (body.remaining() > 0) {
            changes.accept(next(body));
        }
    }

    private RowChange next(EventBytes body) {
        if (EventCode.isWrite(code)) {
            Image row = image(body);
            return new RowChange(map.shape(), null, row.key(), row.row());
        }
        RowKey before = key(body);
        if (EventCode.isUpdate(code)) {
            Image row = image(body);
            return new RowChange(map.shape(), before, row.key(), row.row());
        }
        return new RowChange(map.shape(), before, null, RowImage.NONE);
    }

    private void requireFull(EventBytes body, int width) {
        byte[] present = body.bytes((width + 7) / 8);
        for (int i = 0; i < width; i++) {
            if (!isSet(present, i)) {
                throw new BinlogRefusedException(
                        "rows of " + map.shape().table() + " come without all columns: binlog_row_image must be FULL",
                        gtid);
            }
        }
    }

    /** Of an image of which nothing else is needed. */
    private RowKey key(EventBytes body) {
        int width = map.codecs().size();
        byte[] nulls = body.bytes((width + 7) / 8);
        @Nullable String[] keyParts = new @Nullable String[map.shape().key().size()];
        for (int i = 0; i < width; i++) {
            int part = map.shape().key().indexOf(i);
            if (part >= 0 && !isSet(nulls, i)) {
                keyParts[part] = map.codecs()
                        .get(i)
                        .column()
                        .keyLiteral(map.codecs().get(i).cell(body));
            } else if (!isSet(nulls, i)) {
                map.codecs().get(i).skip(body);
            }
        }
        return key(keyParts);
    }

    private Image image(EventBytes body) {
        int width = map.codecs().size();
        byte[] nulls = body.bytes((width + 7) / 8);
        @Nullable String[] keyParts = new @Nullable String[map.shape().key().size()];
        List<LongValue> longValues = new ArrayList<>();
        StatementBytes row = new StatementBytes().append('(');
        for (int i = 0; i < width; i++) {
            CellCodec codec = map.codecs().get(i);
            if (codec.column().generated()) {
                if (!isSet(nulls, i)) {
                    codec.skip(body);
                }
                continue;
            }
            row.append(row.length() > 1 ? "," : "");
            LongValue longValue = isSet(nulls, i) ? null : codec.longCell(body);
            if (longValue != null) {
                row.append(RowImage.variable(longValues.size()));
                longValues.add(longValue);
                continue;
            }
            byte[] value = isSet(nulls, i) ? null : codec.cell(body);
            codec.column().appendLiteral(row, value);
            int part = map.shape().key().indexOf(i);
            if (part >= 0 && value != null) {
                keyParts[part] = codec.column().keyLiteral(value);
            }
        }
        return new Image(key(keyParts), new RowImage(row.append(')').toSql(), longValues));
    }

    private static RowKey key(@Nullable String[] parts) {
        List<String> literals = new ArrayList<>();
        for (String part : parts) {
            literals.add(String.valueOf(part));
        }
        return new RowKey(literals);
    }

    private static boolean isSet(byte[] bits, int bit) {
        return ((bits[bit / 8] >> (bit % 8)) & 1) == 1;
    }

    private record Image(RowKey key, RowImage row) {}
}
