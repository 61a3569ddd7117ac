package dev.tessera.e2e.data;

import dev.tessera.shardconfig.ShardName;
import dev.tessera.testbed.TestCluster;
import dev.tessera.testbed.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Every row of every table of all shards, read past router and directory, as it was then. */
record StoredRows(List<BucketTable> tables, List<Row> rows) {
    static StoredRows read(TestCluster cluster) {
        StoredRows all = new StoredRows(new ArrayList<>(), new ArrayList<>());
        forEachTable(cluster, (table, server) -> {
            all.tables.add(table);
            all.rows.addAll(table.rows(server));
        });
        return all;
    }

    /** Returns when a table has been found empty in every bucket, one after the other. */
    static void awaitEmpty(TestCluster cluster, String logicalTable) {
        forEachTable(cluster, (table, server) -> {
            if (table.logicalName().equals(logicalTable)) {
                Eventually.within(
                        Duration.ofMinutes(1), () -> table.rows(server).isEmpty(), table + " is empty");
            }
        });
    }

    private static void forEachTable(TestCluster cluster, BiConsumer<BucketTable, Handle> work) {
        for (int index = 0; index < cluster.config().shards().size(); index++) {
            ShardName shard = cluster.config().shards().get(index).name();
            try (Handle server = Jdbi.open(cluster.shardServer(index)::connect)) {
                BucketTable.of(shard, server).forEach(table -> work.accept(table, server));
            }
        }
    }

    List<Row> of(String logicalTable) {
        return rows.stream()
                .filter(row -> row.table().logicalName().equals(logicalTable))
                .toList();
    }

    /** Fails when two rows have the same. */
    Map<Long, Row> byId(String logicalTable, String idColumn) {
        return of(logicalTable).stream().collect(Collectors.toMap(row -> row.number(idColumn), Function.identity()));
    }

    Map<ShardName, Long> countByShard() {
        return rows.stream().collect(Collectors.groupingBy(row -> row.table().shard(), Collectors.counting()));
    }
}
