package dev.tessera.router.internal.route;

import java.util.List;

/** A table as statements name it ({@code comments}), with the columns that a bucket's own table has. */
public record LogicalTable(String name, List<LogicalColumn> columns) {
    public LogicalTable {
        columns = List.copyOf(columns);
    }

    /** @param jdbcType one of {@link java.sql.Types} */
    public record LogicalColumn(String name, int jdbcType, boolean primaryKey) {}
}
