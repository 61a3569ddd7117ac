package dev.tessera.ops.move.carry.apply;

import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.LongValue;
import dev.tessera.ops.move.carry.rows.Names;
import dev.tessera.ops.move.carry.rows.RowImage;
import dev.tessera.ops.move.carry.rows.RowKey;
import dev.tessera.ops.move.carry.rows.StatementBytes;
import dev.tessera.ops.move.carry.rows.TableShape;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Writes the images of a batch, many rows a statement. Within a transaction of its caller. */
final class ImageWriter {
    private static final int STATEMENT_BYTES = 1 << 20;

    private static final int PIECE_BYTES = 512 << 10;
    /** The server forgets its index when the list takes too much memory to plan. */
    private static final int DELETED_AT_ONCE = 1_000;

    private final String schema;
    private final DataSession target;

    ImageWriter(Carriage carriage, DataSession target) {
        schema = carriage.targetSchema();
        this.target = target;
    }

    void write(TableShape shape, Map<RowKey, RowImage> images) {
        List<RowKey> gone = images.entrySet().stream()
                .filter(image -> image.getValue().isNone())
                .map(Map.Entry::getKey)
                .toList();
        for (int i = 0; i < gone.size(); i += DELETED_AT_ONCE) {
            delete(shape, gone.subList(i, Math.min(gone.size(), i + DELETED_AT_ONCE)));
        }
        replace(shape, images.values());
    }

    private void delete(TableShape shape, List<RowKey> keys) {
        StatementBytes sql = new StatementBytes()
                .append("delete from " + Names.quoted(schema, shape.table()) + " where (" + shape.keyNames()
                        + ") in (");
        for (int i = 0; i < keys.size(); i++) {
            sql.append(i == 0 ? "" : ",").append(keys.get(i).element());
        }
        target.update(sql.append(')'));
    }

    private void replace(TableShape shape, Collection<RowImage> images) {
        StatementBytes open = null;
        for (RowImage image : images) {
            if (!image.longValues().isEmpty()) {
                replaceLong(shape, image);
            } else if (!image.isNone()) {
                open = open == null ? replacement(shape) : open.append(',');
                open.append(image.text());
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
        return new StatementBytes()
                .append("replace into " + Names.quoted(schema, shape.table()) + " (" + shape.carriedNames()
                        + ") values ");
    }

    /**
     * Long values go over piece by piece, into variables of the session: neither they nor a row of several of them need to fit into one statement,
     * and nobody holds them twice.
     */
    private void replaceLong(TableShape shape, RowImage image) {
        for (int i = 0; i < image.longValues().size(); i++) {
            assign(RowImage.variable(i), image.longValues().get(i));
        }
        target.update(replacement(shape).append(image.text()));
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
