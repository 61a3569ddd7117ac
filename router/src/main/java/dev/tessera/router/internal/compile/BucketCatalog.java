package dev.tessera.router.internal.compile;

import com.mysql.cj.MysqlType;
import dev.tessera.router.internal.route.LogicalTable;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables of a bucket and their columns from a shard. Reads names first, then the columns of each table: the scan of a schema's
 * names takes 10 ms for 24,576 tables, and columns are found by their table's name. A single statement with a suffix condition may read
 * all columns (301,529 rows, 340 ms, when the dictionary's statistics were old).
 */
public final class BucketCatalog {
    private static final int NO_SUCH_TABLE = 1146;
    private static final String NAMES = "select table_name from information_schema.tables"
            + " where table_schema = ? and right(table_name, ?) = ? order by table_name";
    private static final String COLUMNS = "select column_name, column_type, column_key = 'PRI'"
            + " from information_schema.columns where table_schema = ? and table_name = ? order by ordinal_position";

    private BucketCatalog() {}

    /** @throws SQLException with MySQL's code 1146 when the bucket has no tables there */
    public static List<LogicalTable> read(Connection connection, BucketId bucket) throws SQLException {
        String suffix = BucketTables.suffix(bucket);
        List<LogicalTable> tables = new ArrayList<>();
        for (String name : names(connection, suffix)) {
            String logical = name.substring(0, name.length() - suffix.length());
            tables.add(new LogicalTable(logical, columns(connection, name)));
        }
        if (tables.isEmpty()) {
            throw new SafeSqlException("no tables of bucket " + bucket, "42S02", NO_SUCH_TABLE);
        }
        return tables;
    }

    private static List<String> names(Connection connection, String suffix) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NAMES)) {
            statement.setString(1, BucketTables.LIVE_SCHEMA);
            statement.setInt(2, suffix.length());
            statement.setString(3, suffix);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            }
        }
    }

    private static List<LogicalTable.LogicalColumn> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, BucketTables.LIVE_SCHEMA);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                List<LogicalTable.LogicalColumn> columns = new ArrayList<>();
                while (rows.next()) {
                    columns.add(new LogicalTable.LogicalColumn(
                            rows.getString(1),
                            MysqlType.getByName(rows.getString(2)).getJdbcType(),
                            rows.getBoolean(3)));
                }
                return columns;
            }
        }
    }
}
