package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.Column;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a table into ranges of about equal numbers of rows, by walking its primary key in equal steps: exact for keys of any type, and
 * an index scan that costs a hundredth of the copy. Cuts lie between values of the key's first column; where that has few values, there
 * are few ranges.
 */
final class RangeSplitter {
    /** Below it, splitting is not worth a second range. */
    private static final long MIN_RANGE_ROWS = 20_000;

    private static final int MAX_RANGES = 32;

    private final DataSession source;
    private final String schema;

    RangeSplitter(DataSession source, String schema) {
        this.source = source;
        this.schema = schema;
    }

    /**
     * @param table its physical name
     * @param estimatedRows by the catalog; only the evenness of the ranges depends on it
     */
    List<KeyRange> split(TableShape shape, String table, long estimatedRows) {
        long pieces = Math.max(1, Math.min(MAX_RANGES, estimatedRows / MIN_RANGE_ROWS));
        return ranges(shape, table, cuts(shape, table, pieces, estimatedRows / pieces));
    }

    private List<String> cuts(TableShape shape, String table, long pieces, long step) {
        List<String> cuts = new ArrayList<>();
        Column first = shape.firstKeyColumn();
        for (int cut = 1; cut < pieces; cut++) {
            List<String> found = source.query(nextCut(shape, table, cuts, step), row -> first.keyLiteral(row.value(0)));
            if (found.isEmpty()) {
                break;
            }
            cuts.add(found.get(0));
        }
        return cuts;
    }

    private String nextCut(TableShape shape, String table, List<String> cuts, long step) {
        Column first = shape.firstKeyColumn();
        String beyond = cuts.isEmpty() ? "" : " where " + first.quotedName() + " > " + cuts.get(cuts.size() - 1);
        return "select " + first.selection() + " from " + Names.quoted(schema, table) + " force index (primary)"
                + beyond + " order by " + first.quotedName() + " limit 1 offset " + step;
    }

    private static List<KeyRange> ranges(TableShape shape, String table, List<String> cuts) {
        List<KeyRange> ranges = new ArrayList<>();
        for (int i = 0; i <= cuts.size(); i++) {
            ranges.add(new KeyRange(shape, table, i, bounds(shape, cuts, i), null, false));
        }
        return ranges;
    }

    private static String bounds(TableShape shape, List<String> cuts, int range) {
        String name = shape.firstKeyColumn().quotedName();
        List<String> bounds = new ArrayList<>();
        if (range > 0) {
            bounds.add(name + " >= " + cuts.get(range - 1));
        }
        if (range < cuts.size()) {
            bounds.add(name + " < " + cuts.get(range));
        }
        return bounds.isEmpty() ? "true" : String.join(" and ", bounds);
    }
}
