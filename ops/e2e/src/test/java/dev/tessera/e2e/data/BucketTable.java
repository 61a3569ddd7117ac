package dev.tessera.e2e.data;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** A physical table, as the catalog of the server names it that it stands on. */
record BucketTable(ShardName shard, String physicalName) {
    private static final String NAMES =
            "select table_name from information_schema.tables where table_schema = 'tessera'";

    /** All that stand on a shard, whether they should or not. */
    static List<BucketTable> of(ShardName shard, Handle server) {
        return server.createQuery(NAMES).mapTo(String.class).list().stream()
                .filter(name -> BucketTables.bucketOf(name).isPresent())
                .map(name -> new BucketTable(shard, name))
                .toList();
    }

    String logicalName() {
        return BucketTables.logicalName(physicalName);
    }

    BucketId bucket() {
        return BucketTables.bucketOf(physicalName).orElseThrow();
    }

    List<Row> rows(Handle server) {
        return server.createQuery("select * from tessera." + physicalName).mapToMap().list().stream()
                .map(cells -> new Row(this, cells))
                .toList();
    }
}
