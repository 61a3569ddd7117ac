package dev.tessera.ops.move.transfer.copy;

import dev.tessera.ops.move.transfer.rows.StatementBytes;
import dev.tessera.ops.move.transfer.rows.TableShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** INSERTs into one table, each of about the batch size. Not thread-safe. */
final class InsertStatements {
    private final String attempts;
    private final String head;
    private final String tail;
    private final long statementBytes;
    private final List<StatementBytes> statements = new ArrayList<>();
    private @Nullable StatementBytes open;

    /** @param table quoted, with its schema */
    InsertStatements(TableShape shape, String table, long statementBytes) {
        this.statementBytes = statementBytes;
        String first = shape.firstKeyColumn().quotedName();
        attempts = "insert into " + table;
        head = attempts + " (" + shape.carriedNames() + ") values ";
        // A row that is there already came from an earlier, unfinished attempt; the binlog brings what it has become
        // since.
        tail = " on duplicate key update " + first + " = " + table + "." + first;
    }

    /** The one that the next row is appended to. */
    StatementBytes withRoom() {
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

    /** To be called once, when the last row is in. */
    List<StatementBytes> finished() {
        statements.forEach(statement -> statement.append(tail));
        return statements;
    }
}
