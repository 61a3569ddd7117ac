package dev.tessera.ops.move.transfer.apply;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.LongValue;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.RowImage;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the images of a batch, many rows a statement. Within a transaction of its caller. */
final class ImageWriter {
    private static final int STATEMENT_BYTES = 1 << 20;

    private static final int PIECE_BYTES = 512 << 10;
    /** The server forgets its index when the list takes too much memory to plan. */
    private static final int DELETED_AT_ONCE = 1_000;

    private final TransferSpec transferSpec;
    private final String schema;
    private final DataSession target;

    ImageWriter(TransferSpec transferSpec, DataSession target) {
        this.transferSpec = transferSpec;
        schema = transferSpec.targetSchema();
        this.target = target;
    }

    /** Each image goes into the table of its own slot: of a row whose key changed, the old one's is deleted in its. */
    void write(TableShape shape, Map<RowKey, RowImage> images) {
        if (transferSpec.goesBySlot()) {
            Map<String, Map<RowKey, RowImage>> byTable = new LinkedHashMap<>();
            images.forEach((key, image) -> byTable.computeIfAbsent(
                            transferSpec.targetTable(shape.table(), shape.slotOf(key)), none -> new LinkedHashMap<>())
                    .put(key, image));
            byTable.forEach((table, some) -> writeInto(shape.named(table), some));
        } else {
            writeInto(shape, images);
        }
    }

    /** @param shape by the name of the table */
    private void writeInto(TableShape shape, Map<RowKey, RowImage> images) {
        List<RowKey> gone = images.entrySet().stream()
                .filter(image -> image.getValue().isNone())
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < gone.size(); i += DELETED_AT_ONCE) {
            delete(shape, gone.subList(i, Math.min(gone.size(), i + DELETED_AT_ONCE)));
        }
        replace(shape, images);
    }

    private void delete(TableShape shape, List<RowKey> keys) {
        String attempts = "delete from " + Names.quoted(schema, shape.table());
        StatementBytes sql =
                new StatementBytes().attempts(attempts).append(attempts + " where (" + shape.keyNames() + ") in (");
        for (int i = 0; i < keys.size(); i++) {
            RowKey key = keys.get(i);
            sql.append(i == 0 ? "" : ",").append(key.element());
            sql.countRow(() -> key);
        }
        target.update(sql.append(')'));
    }

    private void replace(TableShape shape, Map<RowKey, RowImage> images) {
        StatementBytes open = null;
        for (Map.Entry<RowKey, RowImage> row : images.entrySet()) {
            RowImage image = row.getValue();
            if (!image.longValues().isEmpty()) {
                replaceLong(shape, row.getKey(), image);
            } else if (!image.isNone()) {
                open = open == null ? replacement(shape) : open.append(',');
                open.append(image.text()).countRow(row::getKey);
                if (open.length() >= STATEMENT_BYTES) {
                    target.update(open);
                    open = null;
                }
            }
        }
        if (open != null) {
            target.update(open);
        }
    }

    private StatementBytes replacement(TableShape shape) {
        String attempts = "replace into " + Names.quoted(schema, shape.table());
        return new StatementBytes().attempts(attempts).append(attempts + " (" + shape.carriedNames() + ") values ");
    }

    /**
     * Long values go over piece by piece, into variables of the session: neither they nor a row of several of them need to fit into one statement,
     * and nobody holds them twice.
     */
    private void replaceLong(TableShape shape, RowKey key, RowImage image) {
        for (int i = 0; i < image.longValues().size(); i++) {
            assign(RowImage.variable(i), image.longValues().get(i));
        }
        StatementBytes sql = replacement(shape).append(image.text());
        sql.countRow(() -> key);
        target.update(sql);
        for (int i = 0; i < image.longValues().size(); i++) {
            target.update("set " + RowImage.variable(i) + " = null");
        }
    }

    private void assign(String variable, LongValue value) {
        target.update("set " + variable + " = ''");
        int end = value.from() + value.length();
        for (int from = value.from(); from < end; from += PIECE_BYTES) {
            StatementBytes sql = new StatementBytes(2 * PIECE_BYTES + 256)
                    .append("set " + variable + " = concat(" + variable + ", ")
                    .quoted(value.bytes(), from, Math.min(PIECE_BYTES, end - from))
                    .append(')');
            target.update(sql);
        }
    }
}
