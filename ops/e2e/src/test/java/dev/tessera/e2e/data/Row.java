package dev.tessera.e2e.data;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** One row, with the table it was found in. */
record Row(BucketTable table, Map<String, Object> cells) {
    long number(String column) {
        return ((Number) cell(column)).longValue();
    }

    boolean truth(String column) {
        return (Boolean) cell(column);
    }

    byte[] bytes(String column) {
        return (byte[]) cell(column);
    }

    /** Of a column of either kind. */
    String text(String column) {
        Object cell = cell(column);
        return cell instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : cell.toString();
    }

    boolean isNull(String column) {
        return cells.get(column) == null;
    }

    /** The slot that the bits of an id name, counted by hand. */
    static int slotInBits(long id) {
        return (int) (id >> 8 & 0x3FFF);
    }

    private Object cell(String column) {
        return Objects.requireNonNull(cells.get(column), () -> column + " in " + this);
    }

    @Override
    public String toString() {
        return table.physicalName() + " on " + table.shard() + " " + cells;
    }
}
