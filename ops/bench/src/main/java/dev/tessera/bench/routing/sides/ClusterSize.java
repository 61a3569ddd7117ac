package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.routing.RouterProbe;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.DirectoryFormat;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.testbed.server.MySqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How large a directory says the cluster is. Buckets lie on the shards in turn. The first sixteen are those of the cluster, all
 * on the first server; the others share the rest of the slots, stand in the directory alone, and nobody asks for them.
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
                        + ".cluster (name, format, schema_version, created_at) values ('bench', "
                        + DirectoryFormat.CURRENT
                        + ", 1, utc_timestamp(3))",
                "insert into " + schema() + ".shards (shard, address, created_at, updated_at) values "
                        + shardRows(stage),
                "insert into " + schema() + ".placements (bucket, shard, epoch, state, updated_at) values "
                        + placementRows(stage),
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

    private String placementRows(RoutingCluster stage) {
        List<BucketId> all = ranges(new InitialBuckets(stage.buckets()));
        return IntStream.range(0, all.size())
                .mapToObj(index ->
                        "('" + all.get(index) + "', '" + shardName(index % shards) + "', 1, 'live', utc_timestamp(3))")
                .collect(Collectors.joining(", "));
    }

    private List<BucketId> ranges(InitialBuckets real) {
        List<BucketId> ranges = new ArrayList<>(real.all().subList(0, HOT_BUCKETS));
        int first = real.get(HOT_BUCKETS).firstSlot();
        int others = Math.max(1, buckets - HOT_BUCKETS);
        int slots = SlotFunction.SLOTS - first;
        for (int index = 0; index < others; index++) {
            ranges.add(new BucketId(first + index * slots / others, first + (index + 1) * slots / others - 1));
        }
        return ranges;
    }

    private static String shardName(int shard) {
        return String.format(Locale.ROOT, "shard-%02d", shard);
    }

    @Override
    public String toString() {
        return buckets + " buckets, " + shards + " shards";
    }
}
