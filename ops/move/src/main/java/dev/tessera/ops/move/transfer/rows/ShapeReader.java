package dev.tessera.ops.move.transfer.rows;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Reads shapes of tables from a server's catalog. */
public final class ShapeReader {
    private static final String COLUMNS =
            """
            select column_name, data_type, column_type, coalesce(character_set_name, ''), is_nullable, extra
            from information_schema.columns where table_schema = '%s' and table_name = '%s' order by ordinal_position""";
    private static final String KEY =
            """
            select column_name, sub_part is not null from information_schema.statistics
            where table_schema = '%s' and table_name = '%s' and index_name = 'PRIMARY' order by seq_in_index""";

    private static final String SLOT =
            """
            select coalesce(max(c.check_clause), ''), coalesce(max(t.table_comment), '') from information_schema.tables t
            left join information_schema.check_constraints c
            on c.constraint_schema = t.table_schema and c.constraint_name = concat(t.table_name, '_slot')
            where t.table_schema = '%s' and t.table_name = '%s'""";
    private final DataSession session;
    private final String schema;

    public ShapeReader(DataSession session, String schema) {
        this.session = session;
        this.schema = schema;
    }

    /** By table name. A table that isn't there has no columns, and a problem. */
    public Map<String, TableShape> read(Iterable<String> tables) {
        Map<String, TableShape> shapes = new TreeMap<>();
        tables.forEach(table -> shapes.put(table, read(table)));
        return shapes;
    }

    private TableShape read(String table) {
        List<Column> columns = session.query(COLUMNS.formatted(schema, table), ShapeReader::column);
        List<String> names = columns.stream().map(Column::name).toList();
        List<KeyPart> key = session.query(
                KEY.formatted(schema, table),
                row -> new KeyPart(names.indexOf(row.text(0)), row.text(1).equals("1")));
        List<Integer> positions = key.stream().map(KeyPart::column).toList();
        List<String> keyNames = positions.stream().map(names::get).toList();
        Optional<SlotExpression> slot = session.one(
                SLOT.formatted(schema, table), row -> SlotExpression.of(row.text(0), keyNames, row.text(1)));
        return new TableShape(table, columns, positions, slot, problems(table, columns, key));
    }

    private static Column column(TextRow row) throws SQLException {
        String characterSet = row.text(3);
        String extra = row.text(5).toUpperCase(Locale.ROOT);
        return new Column(
                row.text(0),
                ColumnKind.of(row.text(1)),
                row.text(2),
                characterSet.isEmpty() ? null : characterSet,
                row.text(4).equals("YES"),
                extra.contains("STORED GENERATED") || extra.contains("VIRTUAL GENERATED"));
    }

    private static List<String> problems(String table, List<Column> columns, List<KeyPart> key) {
        if (columns.isEmpty()) {
            return List.of("table " + table + " is missing");
        }
        List<String> problems = new ArrayList<>();
        columns.stream()
                .filter(column -> !Names.isPlain(column.name()))
                .forEach(column -> problems.add(
                        "column " + table + "." + column.name() + " has a name of more than a-z, 0-9, '_' and '$'"));
        columns.stream()
                .filter(column -> column.kind() == ColumnKind.UNKNOWN && !column.generated())
                .forEach(column -> problems.add("column " + table + "." + column.name() + " is of type " + column.type()
                        + ", which can't be transferred bit by bit"));
        if (key.isEmpty()) {
            problems.add("table " + table + " has no primary key");
        }
        IntStream.range(0, key.size()).forEach(part -> keyProblem(table, columns, key.get(part), problems));
        return problems;
    }

    private static void keyProblem(String table, List<Column> columns, KeyPart part, List<String> problems) {
        Column column = columns.get(part.column());
        String where = "the primary key of " + table + " holds ";
        if (part.prefix()) {
            problems.add(where + "only a prefix of " + column.name());
        } else if (column.generated()) {
            problems.add(where + column.name() + ", which is generated");
        } else if (!column.kind().canBeKey()) {
            problems.add(
                    where + column.name() + " of type " + column.type() + ", by which rows can't be found exactly");
        }
    }

    private record KeyPart(int column, boolean prefix) {}
}
