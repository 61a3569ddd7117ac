package dev.tessera.ops.move.transfer.rows;

import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.UnsupportedTableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;

/** The shapes of all tables of a transfer, by the names of {@link TransferSpec#tables}. */
public final class Shapes {
    private Shapes() {}

    /**
     * Read on the target: there the tables are from the beginning to the end, wherever the fence stands on the source.
     *
     * @throws UnsupportedTableException naming every column that can't be transferred
     */
    public static Map<String, TableShape> onTarget(TransferSpec transferSpec, DataSession target) {
        return onTarget(transferSpec, target, transferSpec.targetSchema());
    }

    /** The same, of the target's tables where they stand in another schema. */
    public static Map<String, TableShape> onTarget(TransferSpec transferSpec, DataSession target, String schema) {
        List<String> problems = new ArrayList<>();
        Map<String, TableShape> shapes =
                read(transferSpec, new ShapeReader(target, schema), transferSpec::targetTables, problems);
        shapes.values().forEach(shape -> problems.addAll(shape.problems()));
        if (transferSpec.goesBySlot()) {
            shapes.values().stream()
                    .filter(shape -> shape.slot().isEmpty())
                    .forEach(shape -> problems.add("table " + shape.table()
                            + " doesn't say where its rows have their slot: its CHECK " + shape.table()
                            + "_slot keeps an id's slot, or a column slot, of its primary key in the bucket's range"));
        }
        require(problems);
        return shapes;
    }

    /** By the names that the tables have on the source. */
    public static Map<String, TableShape> bySourceTable(TransferSpec transferSpec, Map<String, TableShape> shapes) {
        Map<String, TableShape> bySource = new TreeMap<>();
        shapes.forEach(
                (table, shape) -> transferSpec.sourceTables(table).forEach(physical -> bySource.put(physical, shape)));
        return bySource;
    }

    /** @throws UnsupportedTableException when a table is made otherwise on the source */
    public static void requireAlike(Map<String, TableShape> shapes, TransferSpec transferSpec, DataSession source) {
        ShapeReader reader = new ShapeReader(source, transferSpec.sourceSchema());
        List<String> problems = new ArrayList<>();
        Map<String, TableShape> others = read(transferSpec, reader, transferSpec::sourceTables, problems);
        shapes.forEach((table, shape) -> {
            TableShape other = others.get(table);
            if (other != null && !shape.equals(other)) {
                problems.add("table " + table + " is made otherwise on " + transferSpec.source() + " than on "
                        + transferSpec.target() + ": " + difference(other, shape));
            }
        });
        require(problems);
    }

    private static Map<String, TableShape> read(
            TransferSpec transferSpec,
            ShapeReader reader,
            Function<String, SortedSet<String>> physicalNames,
            List<String> problems) {
        Map<String, TableShape> shapes = new TreeMap<>();
        for (String table : transferSpec.tables()) {
            for (TableShape shape : reader.read(physicalNames.apply(table)).values()) {
                TableShape first = shapes.putIfAbsent(table, shape.named(table));
                if (first != null && !first.equals(shape.named(table))) {
                    problems.add(
                            "table " + shape.table() + " is made otherwise than its like: " + difference(first, shape));
                }
            }
        }
        return shapes;
    }

    private static String difference(TableShape source, TableShape target) {
        for (Column column : source.columns()) {
            if (!target.columns().contains(column)) {
                return column.name() + " " + column.type();
            }
        }
        return "order of columns, primary key, or slot";
    }

    private static void require(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UnsupportedTableException(problems);
        }
    }
}
