package dev.tessera.ops.move.servers;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.shardconfig.cluster.ShardConfig;
import java.util.List;

/** Whether the copy fits. SQL can't see free disk, so cluster.yml says how large the disk is and the server what it uses. */
public final class TargetDisk {
    /** Rows that come in, their undo and their binlog: as much again as the tables themselves. */
    private static final int ROOM_FOR_A_COPY = 2;

    private TargetDisk() {}

    public static List<String> problems(ShardConfig shard, SqlSession target, long bytes, boolean unchecked) {
        if (unchecked) {
            return List.of();
        }
        if (shard.diskBytes().isEmpty()) {
            return List.of("cluster.yml doesn't say disk_bytes of " + shard.name()
                    + ", and SQL can't see free disk; say it there, or --disk-unchecked");
        }
        long disk = shard.diskBytes().get().bytes();
        long used = used(target);
        return used + ROOM_FOR_A_COPY * bytes <= disk
                ? List.of()
                : List.of(shard.name() + " uses " + used + " of " + disk + " bytes; a copy of " + bytes
                        + " bytes needs twice that");
    }

    private static long used(SqlSession target) {
        long tables = target.query(
                        "select coalesce(sum(file_size), 0) from information_schema.innodb_tablespaces",
                        row -> row.getLong(1))
                .get(0);
        return tables
                + target.query("show binary logs", row -> row.getLong(2)).stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }
}
