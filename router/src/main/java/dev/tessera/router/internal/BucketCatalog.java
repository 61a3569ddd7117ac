package dev.tessera.router.internal;

import com.mysql.cj.MysqlType;
import dev.tessera.shardconfig.BucketTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads from a shard which tables a bucket has, and their columns. */
final class BucketCatalog {
    private static final int NO_SUCH_TABLE = 1146;

    private BucketCatalog() {}

    /** @throws SQLException with MySQL's code 1146 when the bucket has no tables there */
    static List<LogicalTable> read(Connection connection, int bucket) throws SQLException {
        String suffix = BucketTables.suffix(bucket);
        Map<String, List<LogicalTable.Column>> columns = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("select table_name, column_name, column_type,"
                + " column_key = 'PRI' from information_schema.columns where table_schema = ?"
                + " and right(table_name, ?) = ? order by table_name, ordinal_position")) {
            statement.setString(1, BucketTables.LIVE_SCHEMA);
            statement.setInt(2, suffix.length());
            statement.setString(3, suffix);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(logicalName(rows.getString(1), suffix), name -> new ArrayList<>())
                            .add(column(rows));
                }
            }
        }
        if (columns.isEmpty()) {
            throw new SQLException("no tables of bucket " + bucket, "42S02", NO_SUCH_TABLE);
        }
        return columns.entrySet().stream()
                .map(table -> new LogicalTable(table.getKey(), table.getValue()))
                .toList();
    }

    private static String logicalName(String physical, String suffix) {
        return physical.substring(0, physical.length() - suffix.length());
    }

    private static LogicalTable.Column column(ResultSet row) throws SQLException {
        return new LogicalTable.Column(
                row.getString(2), MysqlType.getByName(row.getString(3)).getJdbcType(), row.getBoolean(4));
    }
}
