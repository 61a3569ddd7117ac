package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.HashedKey;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.SlotExpression;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TextRow;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Into which table of the target each row of a table goes: where the tables of the target are others than those of the source, into that of
 * its slot. There a row whose sharding key has another slot than its id is refused. Not thread-safe.
 */
final class RowDestinations {
    private final TransferSpec transferSpec;
    private final TableShape shape;
    private final String source;
    private final String alone;
    private final @Nullable BySlot bySlot;
    private final Map<String, String> quoted = new HashMap<>();

    private record BySlot(SlotExpression slot, int column, HashedKey key) {}

    /** @param source the physical name on the source */
    RowDestinations(TransferSpec transferSpec, TableShape shape, String source) {
        this.transferSpec = transferSpec;
        this.shape = shape;
        this.source = source;
        alone = Names.quoted(transferSpec.targetSchema(), shape.table());
        bySlot = transferSpec.goesBySlot() ? bySlot(shape) : null;
    }

    private static BySlot bySlot(TableShape shape) {
        List<String> columns =
                shape.carried().stream().map(column -> column.name()).toList();
        SlotExpression slot = shape.slot().orElseThrow();
        return new BySlot(slot, columns.indexOf(slot.column()), HashedKey.within(slot, columns));
    }

    /** Quoted, with its schema. */
    String of(TextRow row) throws SQLException {
        if (bySlot == null) {
            return alone;
        }
        String number = row.text(bySlot.column());
        bySlot.key().require(row, source, number);
        return quoted(transferSpec.targetTable(shape.table(), bySlot.slot().ofNumber(number)));
    }

    private String quoted(String table) {
        return quoted.computeIfAbsent(table, name -> Names.quoted(transferSpec.targetSchema(), name));
    }
}
