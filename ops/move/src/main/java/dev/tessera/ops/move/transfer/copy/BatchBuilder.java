package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.Column;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TextRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes INSERTs of selected rows, each into its own table. Not thread-safe. */
final class BatchBuilder {
    private final TableShape shape;
    private final RowDestinations destinations;
    private final List<Column> columns;
    private final List<Integer> key;
    private final long statementBytes;
    private final Map<String, InsertStatements> byTable = new LinkedHashMap<>();
    private byte @Nullable [][] lastKey;
    private int rows;
    private long bytes;

    BatchBuilder(TableShape shape, RowDestinations destinations, long statementBytes) {
        this.shape = shape;
        this.destinations = destinations;
        this.statementBytes = statementBytes;
        columns = shape.carried();
        key = shape.keyWithinCarried();
    }

    void add(TextRow row) throws SQLException {
        StatementBytes statement = byTable.computeIfAbsent(
                        destinations.of(row), table -> new InsertStatements(shape, table, statementBytes))
                .withRoom();
        int before = statement.length();
        byte[][] keyValues = new byte[key.size()][];
        for (int i = 0; i < columns.size(); i++) {
            statement.append(i == 0 ? '(' : ',');
            byte[] value = row.bytes(i);
            columns.get(i).appendLiteral(statement, value);
            int part = key.indexOf(i);
            if (part >= 0 && value != null) {
                keyValues[part] = value;
            }
        }
        statement.append(')');
        statement.countRow(() -> key(keyValues));
        lastKey = keyValues;
        rows++;
        bytes += statement.length() - before;
    }

    int rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    RowBatch build(KeyRange range, boolean finished) {
        List<StatementBytes> statements = new ArrayList<>();
        byTable.values().forEach(table -> statements.addAll(table.finished()));
        KeyRange covered = lastKey == null ? range : range.after(key(lastKey));
        return new RowBatch(statements, rows, bytes, finished ? covered.done() : covered);
    }

    private RowKey key(byte[][] values) {
        List<String> literals = new ArrayList<>();
        for (int part = 0; part < values.length; part++) {
            literals.add(shape.keyColumns().get(part).keyLiteral(values[part]));
        }
        return new RowKey(literals);
    }
}
