package dev.tessera.migrations.view;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import java.util.SortedMap;
import java.util.TreeMap;

/** The size of a bucket: rows as the server estimates them, bytes of its tables' files. */
public record BucketVolume(long rows, long bytes) {
    public static final BucketVolume NONE = new BucketVolume(0, 0);

    public BucketVolume plus(BucketVolume other) {
        return new BucketVolume(rows + other.rows, bytes + other.bytes);
    }

    /** By bucket. The server's own cache of these figures is a day old by default; sessions of ours don't use it. */
    public static SortedMap<BucketId, BucketVolume> read(SqlSession session) {
        SortedMap<BucketId, BucketVolume> volumes = new TreeMap<>();
        session.query(
                "select t.table_name, coalesce(t.table_rows, 0), coalesce(s.file_size, t.data_length + t.index_length, 0)"
                        + " from information_schema.tables t"
                        + " left join information_schema.innodb_tablespaces s"
                        + " on s.name = concat(t.table_schema, '/', t.table_name)"
                        + " where t.table_schema = ?",
                row -> {
                    BucketVolume volume = new BucketVolume(row.getLong(2), row.getLong(3));
                    BucketTables.bucketOf(row.getString(1))
                            .ifPresent(bucket -> volumes.merge(bucket, volume, BucketVolume::plus));
                    return volume;
                },
                BucketTables.LIVE_SCHEMA);
        return volumes;
    }
}
