package dev.tessera.ops.move.transfer.rows;

import dev.tessera.ops.move.transfer.spec.TransferFailedException;
import dev.tessera.shardconfig.SlotFunction;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.List;

/**
 * Works the slots of rows out from their sharding key, which a server can't: a row whose key has another slot than its id would be parted from
 * its like by a split.
 */
public final class HashedKey {
    private final SlotExpression slot;
    private final List<Integer> positions;

    private HashedKey(SlotExpression slot, List<Integer> positions) {
        this.slot = slot;
        this.positions = positions;
    }

    /**
     * Of rows that are selected with these columns.
     *
     * @param slot of their table
     */
    public static HashedKey within(SlotExpression slot, List<String> columns) {
        return new HashedKey(slot, slot.hashed().stream().map(columns::indexOf).toList());
    }

    /**
     * Looks at one row.
     *
     * @param table its physical name
     * @param number the column that has the slot, in decimal
     * @throws TransferFailedException naming the row; nothing is said when its table doesn't hold the key
     */
    public void require(TextRow row, String table, String number) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        for (int i = 0; i < positions.size(); i++) {
            if (i > 0) {
                key.write(0);
            }
            byte[] part = row.value(positions.get(i));
            key.write(part, 0, part.length);
        }
        int ofKey = SlotFunction.slotOf(key.toByteArray());
        if (ofKey != slot.ofNumber(number)) {
            throw new TransferFailedException(table + " has a row that would be parted from its like: " + slot.column()
                    + " " + number + " has slot " + slot.ofNumber(number) + ", and its "
                    + String.join(", ", slot.hashed()) + " hashes to slot " + ofKey
                    + "; give it an id of that slot, or delete it, and go on");
        }
    }
}
