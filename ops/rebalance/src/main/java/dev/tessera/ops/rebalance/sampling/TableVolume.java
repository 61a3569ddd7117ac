package dev.tessera.ops.rebalance.sampling;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketTables;
import java.util.List;

/**
 * The size of one live table, from the catalog. The file size is always exact; the statistics may be as old as the server's last start, or
 * as old as the table where they aren't updated automatically.
 *
 * @param described bytes that the statistics know of
 * @param free bytes of the file that hold nothing
 * @param file bytes of the file
 */
record TableVolume(String table, long rows, long described, long free, long file) {
    /** What InnoDB keeps in reserve in a file, and below which a wrong statistic matters to nobody. */
    private static final long SMALL = 3 << 20;

    private static final double MOST_UNKNOWN = 0.25;

    /** Statistics fresh from the server: sessions of ours don't use its cache, which is a day old by default. */
    static List<TableVolume> read(SqlSession session) {
        return session.query(
                "select t.table_name, coalesce(t.table_rows, 0), coalesce(t.data_length + t.index_length, 0),"
                        + " coalesce(t.data_free, 0), coalesce(s.file_size, t.data_length + t.index_length, 0)"
                        + " from information_schema.tables t"
                        + " left join information_schema.innodb_tablespaces s"
                        + " on s.name = concat(t.table_schema, '/', t.table_name)"
                        + " where t.table_schema = ? and t.table_type = 'BASE TABLE'",
                row -> new TableVolume(
                        row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                BucketTables.LIVE_SCHEMA);
    }

    /**
     * Bytes that hold rows. The file has more: it grows by megabytes ahead of what is written, and InnoDB calls some of that neither free nor used.
     * Where the statistics are old, all that isn't called free.
     */
    long used() {
        return isStale() ? mostUsed() : Math.min(described, mostUsed());
    }

    /** Whether the file holds much that the statistics don't know of. */
    boolean isStale() {
        return mostUsed() - described > SMALL + MOST_UNKNOWN * file;
    }

    private long mostUsed() {
        return Math.max(0, file - free);
    }
}
