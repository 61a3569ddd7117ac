package dev.tessera.migrations.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The definition of a table, from {@code SHOW CREATE TABLE} and {@code SHOW TRIGGERS}: columns, indexes, constraints, options, partitions
 * and triggers as a set of clauses, because a server prints indexes in the order of their creation. The order of columns is compared too,
 * because binlogs identify them by position. Immutable.
 *
 * @param clauses each as the server prints it, names of schemas taken out
 * @param columns their names, quoted, in order
 */
public record TableDefinition(SortedSet<String> clauses, List<String> columns) {
    private static final int SHOWN = 200;

    public TableDefinition {
        clauses = new TreeSet<>(clauses);
        columns = List.copyOf(columns);
    }

    /**
     * @param sql as {@code SHOW CREATE TABLE} answers, with names in backticks
     * @param schema that the table stands in; what refers to it refers to wherever the table stands
     * @param triggers a clause for each
     */
    static TableDefinition parse(String sql, String schema, Collection<String> triggers) {
        List<String> lines =
                sql.replace("`" + schema + "`.", "").lines().map(String::strip).toList();
        int end = 1;
        while (end < lines.size() && !lines.get(end).startsWith(")")) {
            end++;
        }
        if (end >= lines.size()) {
            throw new IllegalArgumentException("not the definition of a table: " + shortened(sql));
        }
        SortedSet<String> clauses = new TreeSet<>(triggers);
        List<String> columns = new ArrayList<>();
        for (int i = 1; i < end; i++) {
            String line = lines.get(i);
            // Each but the last has a comma behind it.
            String clause = i < end - 1 ? line.substring(0, line.length() - 1) : line;
            clauses.add(clause);
            if (clause.startsWith("`")) {
                columns.add(clause.substring(0, clause.indexOf('`', 1) + 1));
            }
        }
        clauses.add(options(lines.get(end)));
        if (end + 1 < lines.size()) {
            clauses.add(String.join(" ", lines.subList(end + 1, lines.size())));
        }
        return new TableDefinition(clauses, columns);
    }

    /** Without the next value of a counter, which is no property of the table. */
    private static String options(String line) {
        return line.substring(1).strip().replaceFirst("^((?:/\\*.*?\\*/ )?ENGINE=\\w+) AUTO_INCREMENT=\\d+", "$1");
    }

    TableDefinition with(UnaryOperator<String> change) {
        return new TableDefinition(
                clauses.stream().map(change).collect(Collectors.toCollection(TreeSet::new)), columns);
    }

    /** Without those that serve reading alone: a move makes them when the rows are there. */
    TableDefinition withoutOrdinaryIndexes() {
        return new TableDefinition(
                clauses.stream()
                        .filter(clause -> !clause.startsWith("KEY "))
                        .collect(Collectors.toCollection(TreeSet::new)),
                columns);
    }

    /** What only this one has, for people. */
    String without(TableDefinition other) {
        SortedSet<String> own = new TreeSet<>(clauses);
        own.removeAll(other.clauses);
        return own.stream().map(TableDefinition::shortened).collect(Collectors.joining(", "));
    }

    private static String shortened(String clause) {
        return clause.length() <= SHOWN ? clause : clause.substring(0, SHOWN) + "...";
    }
}
