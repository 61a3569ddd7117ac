package dev.tessera.ops.move.servers;

import java.util.SortedSet;
import java.util.stream.Collectors;

/** All tables of a bucket from one schema to another: atomic in MySQL, whatever is killed. */
public record TableRename(SortedSet<String> tables, String from, String to) {
    public TableRename {
        if (tables.isEmpty()) {
            throw new IllegalArgumentException("a bucket without tables can't be renamed");
        }
    }

    public TableRename back() {
        return new TableRename(tables, to, from);
    }

    public String sql() {
        return tables.stream()
                .map(table -> "`" + from + "`.`" + table + "` to `" + to + "`.`" + table + "`")
                .collect(Collectors.joining(", ", "rename table ", ""));
    }
}
