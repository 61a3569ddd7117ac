package dev.tessera.e2e.workload;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.testbed.server.MySqlServer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Looks into live tables past the apps. */
final class LiveRows {
    private static final String TABLES =
            "select table_name from information_schema.tables where table_schema = 'tessera'";

    private LiveRows() {}

    /** The physical names of the live tables on a server. */
    static Set<String> tables(MySqlServer server) {
        try (Handle handle = Jdbi.open(server::connect)) {
            return handle.createQuery(TABLES).mapTo(String.class).collect(Collectors.toSet());
        }
    }

    /**
     * The first row, in any bucket, of a logical table that a condition holds for.
     *
     * @param columns whole numbers
     */
    static List<Long> any(TestSystem system, String logicalTable, String columns, String condition) {
        for (BucketId bucket : system.buckets().all()) {
            Optional<List<Long>> row = first(system, bucket, logicalTable, columns, condition);
            if (row.isPresent()) {
                return row.get();
            }
        }
        throw new AssertionError("no row of " + logicalTable + " where " + condition);
    }

    static Optional<List<Long>> first(
            TestSystem system, BucketId bucket, String logicalTable, String columns, String condition) {
        String sql = "select " + columns + " from tessera." + BucketTables.physicalName(logicalTable, bucket)
                + " as one where " + condition + " limit 1";
        try (Handle handle = Jdbi.open(system.homeOf(bucket)::connect)) {
            return handle.createQuery(sql).map((row, context) -> longs(row)).findOne();
        }
    }

    private static List<Long> longs(ResultSet row) throws SQLException {
        Long[] values = new Long[row.getMetaData().getColumnCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.getLong(i + 1);
        }
        return List.of(values);
    }
}
