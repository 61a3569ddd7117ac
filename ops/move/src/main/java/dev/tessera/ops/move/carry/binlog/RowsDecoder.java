package dev.tessera.ops.move.carry.binlog;

import dev.tessera.ops.move.carry.BinlogRefusedException;
import dev.tessera.ops.move.carry.rows.Column;
import dev.tessera.ops.move.carry.rows.RowKey;
import dev.tessera.ops.move.carry.rows.StatementBytes;
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
        Image first = image(body);
        if (EventCode.isWrite(code)) {
            return new RowChange(map.shape(), null, first.key(), first.row());
        }
        if (EventCode.isUpdate(code)) {
            Image second = image(body);
            return new RowChange(map.shape(), first.key(), second.key(), second.row());
        }
        return new RowChange(map.shape(), first.key(), null, "");
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

    private Image image(EventBytes body) {
        int width = map.codecs().size();
        byte[] nulls = body.bytes((width + 7) / 8);
        @Nullable String[] keyParts = new @Nullable String[map.shape().key().size()];
        StatementBytes row = new StatementBytes().append('(');
        for (int i = 0; i < width; i++) {
            Column column = map.codecs().get(i).column();
            if (column.generated()) {
                if (!isSet(nulls, i)) {
                    map.codecs().get(i).skip(body);
                }
                continue;
            }
            byte[] value = isSet(nulls, i) ? null : map.codecs().get(i).cell(body);
            column.appendLiteral(row.append(row.length() > 1 ? "," : ""), value);
            int part = map.shape().key().indexOf(i);
            if (part >= 0 && value != null) {
                keyParts[part] = column.keyLiteral(value);
            }
        }
        return new Image(key(keyParts), row.append(')').toSql());
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

    private record Image(RowKey key, String row) {}
}
