package dev.tessera.ops.move.transfer.verify;

import dev.tessera.ops.move.transfer.rows.Column;
import dev.tessera.ops.move.transfer.rows.DataSession;
import dev.tessera.ops.move.transfer.rows.Names;
import dev.tessera.ops.move.transfer.rows.RowKey;
import dev.tessera.ops.move.transfer.rows.TableShape;
import dev.tessera.ops.move.transfer.rows.TextRow;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of one server, as they are compared. Not thread-safe. */
public final class ComparedServer {
    private static final int KEYS_AT_ONCE = 1_000;

    private final DataSession session;
    private final String schema;
    private final Function<TableShape, SortedSet<String>> tables;

    /** @param tables the physical names of those that are compared together as one */
    public ComparedServer(DataSession session, String schema, Function<TableShape, SortedSet<String>> tables) {
        this.session = session;
        this.schema = schema;
        this.tables = tables;
    }

    public DataSession session() {
        return session;
    }

    /** About how long a row is, as the server's statistics say; 0 when they say nothing yet. */
    public long rowBytes(TableShape shape) {
        return session.one(
                "select coalesce(max(avg_row_length), 0) from information_schema.tables where table_schema = '" + schema
                        + "' and table_name in ('" + String.join("', '", tables.apply(shape)) + "')",
                row -> row.number(0));
    }

    /** Of each table whole, in the order given, by one statement. */
    List<Digest> digests(Collection<TableShape> shapes) {
        Iterator<Digest> parts = session.query(
                        shapes.stream()
                                .map(shape -> digestQuery(shape, "true"))
                                .collect(Collectors.joining(" union all ")),
                        ComparedServer::digest)
                .iterator();
        List<Digest> whole = new ArrayList<>();
        for (TableShape shape : shapes) {
            Digest digest = parts.next();
            for (int more = 1; more < tables.apply(shape).size(); more++) {
                digest = digest.and(parts.next());
            }
            whole.add(digest);
        }
        return whole;
    }

    Digest digest(TableShape shape, String condition) {
        return session.query(digestQuery(shape, condition), ComparedServer::digest).stream()
                .reduce(Digest::and)
                .orElseThrow();
    }

    private String digestQuery(TableShape shape, String condition) {
        return tables.apply(shape).stream()
                .map(table -> "(select count(*), hex(bit_xor(" + shape.digest() + ")) from "
                        + Names.quoted(schema, table) + " force index (primary) where " + condition + ")")
                .collect(Collectors.joining(" union all "));
    }

    private static Digest digest(TextRow row) throws SQLException {
        return new Digest(row.number(0), new BigInteger(row.text(1), 16));
    }

    /** The key of the row that ends a chunk; empty when no more than that many rows meet the condition. */
    public Optional<RowKey> keyAt(TableShape shape, String condition, int offset) {
        return session
                .query(
                        "select " + shape.keySelections() + " from " + keys(shape, condition, offset + 1) + " order by "
                                + shape.keyNames() + " limit 1 offset " + offset,
                        row -> key(shape, row))
                .stream()
                .findFirst();
    }

    /** The first keys of each table, which hold the first keys of all. */
    private String keys(TableShape shape, String condition, int limit) {
        SortedSet<String> names = tables.apply(shape);
        if (names.size() == 1) {
            return Names.quoted(schema, names.first()) + " force index (primary) where " + condition;
        }
        return names.stream()
                .map(table -> "(select " + shape.keyNames() + " from " + Names.quoted(schema, table)
                        + " force index (primary) where " + condition + " order by " + shape.keyNames() + " limit "
                        + limit + ")")
                .collect(Collectors.joining(" union all ", "(", ") as keys_of_all"));
    }

    /** Each row's digest. */
    Map<RowKey, String> rows(TableShape shape, String condition) {
        Map<RowKey, String> rows = new HashMap<>();
        int keyColumns = shape.key().size();
        for (String table : tables.apply(shape)) {
            session.query(
                    "select " + shape.keySelections() + ", hex(" + shape.digest() + ") from "
                            + Names.quoted(schema, table) + " force index (primary) where " + condition,
                    row -> rows.put(key(shape, row), row.text(keyColumns)));
        }
        return rows;
    }

    /** The same, of the rows that are there. */
    Map<RowKey, String> rows(TableShape shape, Collection<RowKey> keys) {
        Map<RowKey, String> rows = new HashMap<>();
        Iterator<RowKey> left = keys.iterator();
        while (left.hasNext()) {
            StringBuilder list = new StringBuilder();
            for (int i = 0; i < KEYS_AT_ONCE && left.hasNext(); i++) {
                list.append(i == 0 ? "" : ",").append(left.next().element());
            }
            rows.putAll(rows(shape, "(" + shape.keyNames() + ") in (" + list + ")"));
        }
        return rows;
    }

    private static RowKey key(TableShape shape, TextRow row) throws SQLException {
        List<String> literals = new ArrayList<>();
        List<Column> columns = shape.keyColumns();
        for (int i = 0; i < columns.size(); i++) {
            literals.add(columns.get(i).keyLiteral(row.value(i)));
        }
        return new RowKey(literals);
    }
}
