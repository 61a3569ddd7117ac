package dev.tessera.ops.move.transfer.binlog;

import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.BinlogRefusedException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the rows of a table are written in the binlog.
 *
 * @param codecs one a column of {@code shape}
 */
record TableMap(TableShape shape, List<CellCodec> codecs) {
    TableMap {
        codecs = List.copyOf(codecs);
    }

    /**
     * @param body after the table's name
     * @throws BinlogRefusedException when the table is made otherwise
     */
    static TableMap read(TableShape shape, EventBytes body, String gtid) {
        byte[] types = body.bytes((int) body.packed());
        if (types.length != shape.columns().size()) {
            throw new BinlogRefusedException(
                    "table " + shape.table() + " has " + types.length + " columns in the binlog, "
                            + shape.columns().size() + " in the catalog",
                    gtid);
        }
        EventBytes metadata = new EventBytes(body.bytes((int) body.packed()));
        List<CellCodec> codecs = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            codecs.add(CellCodec.read(types[i] & 0xFF, metadata, shape.columns().get(i)));
        }
        return new TableMap(shape, codecs);
    }
}
