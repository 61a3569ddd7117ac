package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.Column;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TextRow;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes INSERTs of selected rows. Not thread-safe. */
final class BatchBuilder {
    private final TableShape shape;
    private final List<Column> columns;
    private final List<Integer> key;
    private final String attempts;
    private final String head;
    private final String tail;
    private final long statementBytes;
    private final List<StatementBytes> statements = new ArrayList<>();
    private @Nullable StatementBytes open;
    private byte @Nullable [][] lastKey;
    private int rows;
    private long bytes;

    BatchBuilder(TableShape shape, String table, long statementBytes) {
        this.shape = shape;
        this.statementBytes = statementBytes;
        columns = shape.carried();
        key = shape.keyWithinCarried();
        String first = shape.firstKeyColumn().quotedName();
        attempts = "insert into " + table;
        head = attempts + " (" + shape.carriedNames() + ") values ";
        // A row that is there already came from an earlier, unfinished attempt; the binlog brings what it has become
        // since.
        tail = " on duplicate key update " + first + " = " + table + "." + first;
    }

    void add(TextRow row) throws SQLException {
        StatementBytes statement = statementWithRoom();
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
        statements.forEach(statement -> statement.append(tail));
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

    private StatementBytes statementWithRoom() {
        StatementBytes current = open;
        if (current == null || current.length() >= statementBytes) {
            current = new StatementBytes((int) Math.min(statementBytes + 65_536, 1 << 24))
                    .attempts(attempts)
                    .append(head);
            statements.add(current);
            open = current;
        } else {
            current.append(',');
        }
        return current;
    }
}
