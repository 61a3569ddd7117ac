package dev.tessera.ops.move.transfer.verify;

import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.HashedKey;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.SlotExpression;
import dev.tessera.ops.move.transfer.rows.TableShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Compares the slot of each row's id with that of its sharding key, in tables that hold one. Chunk after chunk, without locks. */
public final class KeyComparison {
    private final DataSession session;
    private final String schema;

    public KeyComparison(DataSession session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /**
     * Compares one table whole.
     *
     * @param table its physical name
     * @param chunkRows asked before each chunk
     * @param compared told the rows of each chunk
     * @throws dev.tessera.ops.move.transfer.spec.TransferFailedException naming the first row that contradicts itself
     */
    public void run(TableShape shape, String table, IntSupplier chunkRows, LongConsumer compared) {
        SlotExpression slot = shape.slot().orElseThrow();
        if (slot.hashed().isEmpty()) {
            return;
        }
        List<String> columns = new ArrayList<>(List.of(slot.column()));
        columns.addAll(slot.hashed());
        HashedKey key = HashedKey.within(slot, columns);
        String question = "select "
                + columns.stream().map(Names::quoted).collect(Collectors.joining(", ")) + " from "
                + Names.quoted(schema, table) + " force index (primary) where ";
        SortedSet<String> name = new TreeSet<>(List.of(table));
        ComparedServer server = new ComparedServer(session, schema, any -> name);
        String from = "true";
        while (true) {
            Optional<RowKey> last = server.keyAt(shape, from, chunkRows.getAsInt() - 1);
            String chunk = last.isEmpty() ? from : from + " and " + shape.upTo(last.get());
            int rows = session.query(question + chunk, row -> {
                        key.require(row, table, row.text(0));
                        return row;
                    })
                    .size();
            compared.accept(rows);
            if (last.isEmpty()) {
                return;
            }
            from = shape.after(last.get());
        }
    }
}
