package dev.tessera.ops.move.transfer.rows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a table is made of.
 *
 * @param table its name, or the one that several tables of the same shape would have as one
 * @param columns all that the catalog shows, in the table's order, invisible and generated ones included
 * @param key positions in {@code columns} of the primary key's columns, in the key's order
 * @param slot where its rows have their slot; empty when it doesn't say
 * @param problems why it can't be transferred exactly, each a sentence that names the table
 */
public record TableShape(
        String table, List<Column> columns, List<Integer> key, Optional<SlotExpression> slot, List<String> problems) {
    public TableShape {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
        problems = List.copyOf(problems);
    }

    /** The same, by another name. */
    public TableShape named(String name) {
        return new TableShape(name, columns, key, slot, problems);
    }

    /**
     * The slot of the row with this primary key.
     *
     * @throws IllegalStateException when the table doesn't say where its slot is
     */
    public int slotOf(RowKey row) {
        return slot.orElseThrow(() -> new IllegalStateException("table " + table + " declares no slot"))
                .of(row);
    }

    /** Columns that are written. */
    public List<Column> carried() {
        return columns.stream().filter(column -> !column.generated()).toList();
    }

    public List<Column> keyColumns() {
        return key.stream().map(columns::get).toList();
    }

    /** Where in {@link #carried} the key's columns are, in the key's order. */
    public List<Integer> keyWithinCarried() {
        List<Column> carried = carried();
        return keyColumns().stream().map(carried::indexOf).toList();
    }

    public Column firstKeyColumn() {
        return keyColumns().get(0);
    }

    /** A row may be of many megabytes. */
    public boolean mayBeHuge() {
        return columns.stream().anyMatch(column -> column.kind().isBig());
    }

    /** {@code `a`, `b`}: what an INSERT names. */
    public String carriedNames() {
        return carried().stream().map(Column::quotedName).collect(Collectors.joining(", "));
    }

    /** The expressions of a SELECT whose n-th column is the n-th transferred column. */
    public String selections() {
        return carried().stream().map(Column::selection).collect(Collectors.joining(", "));
    }

    public String keySelections() {
        return keyColumns().stream().map(Column::selection).collect(Collectors.joining(", "));
    }

    /** {@code `a`, `b`} of the key. */
    public String keyNames() {
        return keyColumns().stream().map(Column::quotedName).collect(Collectors.joining(", "));
    }

    /** 256 bits of a row, as binary. */
    public String digest() {
        List<String> parts = new ArrayList<>();
        carried().forEach(column -> parts.add(column.digestPart()));
        return "unhex(sha2(concat(" + String.join(", ", parts) + "), 256))";
    }

    /**
     * The condition that a row comes after the one with this key, in the key's order: SQL, one character a byte. A comparison of whole
     * rows would use no index.
     */
    public String after(RowKey last) {
        return beyond(last, " > ", " >= ", false);
    }

    /** The condition that a row is this one or comes before it. */
    public String upTo(RowKey last) {
        return beyond(last, " < ", " <= ", true);
    }

    /** The bound on the first column alone is what the index is entered by. */
    private String beyond(RowKey bound, String strictly, String orEqual, boolean withBound) {
        List<String> ways = new ArrayList<>();
        for (int deciding = 0; deciding < key.size(); deciding++) {
            ways.add("(" + equalUpTo(deciding, bound) + comparison(deciding, strictly, bound) + ")");
        }
        if (withBound) {
            ways.add("(" + equalUpTo(key.size(), bound) + "true)");
        }
        return "(" + comparison(0, orEqual, bound) + " and (" + String.join(" or ", ways) + "))";
    }

    private String equalUpTo(int parts, RowKey bound) {
        StringBuilder equal = new StringBuilder();
        for (int part = 0; part < parts; part++) {
            equal.append(comparison(part, " = ", bound)).append(" and ");
        }
        return equal.toString();
    }

    private String comparison(int part, String operator, RowKey value) {
        return keyColumns().get(part).quotedName() + operator + value.literals().get(part);
    }
}
