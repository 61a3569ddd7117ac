package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.routing.RouterProbe;
import dev.tessera.testbed.server.MySqlServer;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How large a directory says the cluster is. Buckets lie on the shards in turn. The first sixteen are there, all on the first server;
 * the others stand in the directory alone, and nobody asks for them.
 */
public record ClusterSize(int buckets, int shards) {
    /** With four tables that are read in each: 64 hot tables. */
    public static final int HOT_BUCKETS = 16;

    public String schema() {
        return "tessera_directory_" + buckets + "_" + shards;
    }

    /** A directory of this size beside the cluster's own. */
    public void writeDirectory(RoutingCluster stage) {
        MySqlServer server = stage.first();
        String like = " like " + stage.directorySchema() + ".";
        server.execute(
                "create schema " + schema(),
                "create table " + schema() + ".cluster" + like + "cluster",
                "create table " + schema() + ".shards" + like + "shards",
                "create table " + schema() + ".placements" + like + "placements",
                // Without the real one's key: here many shards are one server.
                "create table " + schema() + ".shard_servers (shard varchar(63), server_uuid char(36))",
                "insert into " + schema() + ".shard_servers values " + serverRows(stage),
                "insert into " + schema()
                        + ".cluster (name, bucket_count, schema_version, created_at) values ('bench', " + buckets
                        + ", 1, utc_timestamp(3))",
                "insert into " + schema() + ".shards (shard, address, created_at, updated_at) values "
                        + shardRows(stage),
                "insert into " + schema() + ".placements values " + placementRows(),
                "grant select on " + schema() + ".* to '" + stage.appUser() + "'@'%'");
    }

    /** What a {@link RouterProbe} that routes by hand is told: no directory, but where the shards are. */
    public List<String> arguments(RoutingCluster stage) {
        return Stream.concat(Stream.of(""), IntStream.range(0, shards).mapToObj(shard -> stage.server(serverOf(shard))
                        .address()))
                .toList();
    }

    private String shardRows(RoutingCluster stage) {
        return IntStream.range(0, shards)
                .mapToObj(shard -> "('" + shardName(shard) + "', '"
                        + stage.server(serverOf(shard)).address() + "', utc_timestamp(3), utc_timestamp(3))")
                .collect(Collectors.joining(", "));
    }

    private String serverRows(RoutingCluster stage) {
        return IntStream.range(0, shards)
                .mapToObj(shard -> "('" + shardName(shard) + "', '"
                        + stage.server(serverOf(shard)).uuid() + "')")
                .collect(Collectors.joining(", "));
    }

    /** Shards of hot buckets are on the first server, where the tables are. */
    private static int serverOf(int shard) {
        return shard < HOT_BUCKETS ? 0 : 1;
    }

    private String placementRows() {
        return IntStream.range(0, buckets)
                .mapToObj(
                        bucket -> "(" + bucket + ", '" + shardName(bucket % shards) + "', 1, 'live', utc_timestamp(3))")
                .collect(Collectors.joining(", "));
    }

    private static String shardName(int shard) {
        return String.format(Locale.ROOT, "shard-%02d", shard);
    }

    @Override
    public String toString() {
        return buckets + " buckets, " + shards + " shards";
    }
}
