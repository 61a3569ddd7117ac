package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.SlotExpression;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TextRow;
import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.SlotFunction;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Into which table of the target each row of a table goes: where the tables of the target are others than those of the source, into that of
 * its slot. There a row whose sharding key has another slot than its id is refused, since it would be parted from its like. Not thread-safe.
 */
final class RowDestinations {
    private final TransferSpec transferSpec;
    private final TableShape shape;
    private final String source;
    private final int slotColumn;
    private final List<Integer> hashed;
    private final Map<String, String> quoted = new HashMap<>();

    /** @param source the physical name on the source */
    RowDestinations(TransferSpec transferSpec, TableShape shape, String source) {
        this.transferSpec = transferSpec;
        this.shape = shape;
        this.source = source;
        List<String> columns =
                shape.carried().stream().map(column -> column.name()).toList();
        slotColumn = shape.slot().map(slot -> columns.indexOf(slot.column())).orElse(-1);
        hashed = shape.slot().map(SlotExpression::hashed).orElse(List.of()).stream()
                .map(columns::indexOf)
                .toList();
    }

    /** Quoted, with its schema. */
    String of(TextRow row) throws SQLException {
        if (!transferSpec.goesBySlot()) {
            return quoted(shape.table());
        }
        int slot = shape.slot().orElseThrow().ofNumber(row.text(slotColumn));
        if (!hashed.isEmpty()) {
            requireHashed(row, slot);
        }
        return quoted(transferSpec.targetTable(shape.table(), slot));
    }

    private void requireHashed(TextRow row, int slot) throws SQLException {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int i = 0; i < hashed.size(); i++) {
            if (i > 0) {
                key.write(0);
            }
            byte[] part = row.value(hashed.get(i));
            key.write(part, 0, part.length);
        }
        int ofKey = SlotFunction.slotOf(key.toByteArray());
        if (ofKey != slot) {
            throw new TransferFailedException(source + " has a row that would be parted from its like: "
                    + shape.slot().orElseThrow().column() + " " + row.text(slotColumn) + " has slot " + slot
                    + ", and its "
                    + String.join(
                            ", ", new ArrayList<>(shape.slot().orElseThrow().hashed()))
                    + " hashes to slot " + ofKey + "; give it an id of that slot, or delete it, and go on");
        }
    }

    private String quoted(String table) {
        return quoted.computeIfAbsent(table, name -> Names.quoted(transferSpec.targetSchema(), name));
    }
}
