package dev.tessera.ops.move.carry.apply;

import dev.tessera.ops.move.carry.Carriage;
import dev.tessera.ops.move.carry.rows.DataSession;
import dev.tessera.ops.move.carry.rows.Names;
import dev.tessera.ops.move.carry.rows.RowKey;
import dev.tessera.ops.move.carry.rows.StatementBytes;
import dev.tessera.ops.move.carry.rows.TableShape;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes the images of a batch, many rows a statement. Within a transaction of its caller. */
final class ImageWriter {
    private static final int STATEMENT_BYTES = 1 << 20;
    /** The server forgets its index when the list takes too much memory to plan. */
    private static final int DELETED_AT_ONCE = 1_000;

    private final String schema;
    private final DataSession target;

    ImageWriter(Carriage carriage, DataSession target) {
        schema = carriage.targetSchema();
        this.target = target;
    }

    void write(TableShape shape, Map<RowKey, String> images) {
        List<RowKey> gone = images.entrySet().stream()
                .filter(image -> image.getValue().isEmpty())
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

    private void replace(TableShape shape, Collection<String> images) {
        Iterator<String> rows =
                images.stream().filter(image -> !image.isEmpty()).iterator();
        while (rows.hasNext()) {
            StatementBytes sql = new StatementBytes()
                    .append("replace into " + Names.quoted(schema, shape.table()) + " (" + shape.carriedNames()
                            + ") values ")
                    .append(rows.next());
            while (rows.hasNext() && sql.length() < STATEMENT_BYTES) {
                sql.append(',').append(rows.next());
            }
            target.update(sql);
        }
    }
}
