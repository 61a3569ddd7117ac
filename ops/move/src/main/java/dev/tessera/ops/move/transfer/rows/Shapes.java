package dev.tessera.ops.move.transfer.rows;

import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.ops.move.transfer.spec.UnsupportedTableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shapes of all tables of a transfer. */
public final class Shapes {
    private Shapes() {}

    /**
     * Read on the target: there the tables are from the beginning to the end, wherever the fence stands on the source.
     *
     * @throws UnsupportedTableException naming every column that can't be transferred
     */
    public static Map<String, TableShape> onTarget(TransferSpec transferSpec, DataSession target) {
        Map<String, TableShape> shapes =
                new ShapeReader(target, transferSpec.targetSchema()).read(transferSpec.tables());
        require(shapes.values().stream()
                .flatMap(shape -> shape.problems().stream())
                .toList());
        return shapes;
    }

    /** @throws UnsupportedTableException when a table is made otherwise on the source */
    public static void requireAlike(Map<String, TableShape> shapes, TransferSpec transferSpec, DataSession source) {
        Map<String, TableShape> others =
                new ShapeReader(source, transferSpec.sourceSchema()).read(transferSpec.tables());
        List<String> problems = new ArrayList<>();
        shapes.forEach((table, shape) -> {
            TableShape other = others.get(table);
            if (other != null && !shape.equals(other)) {
                problems.add("table " + table + " is made otherwise on " + transferSpec.source() + " than on "
                        + transferSpec.target() + ": " + difference(other, shape));
            }
        });
        require(problems);
    }

    private static String difference(TableShape source, TableShape target) {
        for (Column column : source.columns()) {
            if (!target.columns().contains(column)) {
                return column.name() + " " + column.type();
            }
        }
        return "order of columns, or primary key";
    }

    private static void require(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new UnsupportedTableException(problems);
        }
    }
}
