package dev.tessera.e2e.move;

import dev.tessera.e2e.workload.TestSystem;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Placements;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.cluster.ShardConfig;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import dev.tessera.testbed.homes.StandingTables;
import dev.tessera.testbed.server.MySqlServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Where buckets live, looked at past everything that Tessera remembers. */
public final class Homes {
    private final TestSystem system;
    private final Placements placements;

    public Homes(TestSystem system, Cluster cluster) {
        this.system = system;
        this.placements = cluster.placements();
    }

    /** The shards with live tables of a bucket. */
    public List<ShardName> live(BucketId bucket) {
        List<ShardName> homes = new ArrayList<>();
        List<ShardConfig> configured = system.cluster().config().shards();
        for (int i = 0; i < configured.size(); i++) {
            if (!tables(system.shards().get(i), BucketTables.LIVE_SCHEMA, bucket)
                    .isEmpty()) {
                homes.add(configured.get(i).name());
            }
        }
        return homes;
    }

    /** Served: live on one server, and the directory says so. */
    public boolean isServed(BucketId bucket) {
        List<ShardName> homes = live(bucket);
        Optional<Placement> placement = placements.find(bucket);
        return homes.size() == 1
                && placement
                        .filter(known -> known.shard().equals(homes.get(0)))
                        .filter(known -> known.state() == PlacementState.LIVE)
                        .isPresent();
    }

    public static SortedSet<String> tables(MySqlServer server, String schema, BucketId bucket) {
        return StandingTables.of(server, schema, bucket);
    }
}
