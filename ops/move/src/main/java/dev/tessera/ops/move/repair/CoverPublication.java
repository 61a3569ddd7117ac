package dev.tessera.ops.move.repair;

import dev.tessera.migrations.sql.ServerLock;
import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has the directory publish other buckets than it does, in one transaction: each slot where it lives. Takes the lock of every bucket that it
 * publishes anew, on its home, and finds it live there, or publishes nothing at all.
 */
final class CoverPublication {
    /** A directory that was restored and a server that was promoted may both have forgotten the last epochs. */
    private static final long MARGIN = 1_000;

    private final Cluster cluster;
    private final SortedMap<BucketId, ShardName> homes;
    private final List<Long> undone;

    /**
     * @param homes all slots once each
     * @param undone switched reorganizations whose parents have come back
     */
    CoverPublication(Cluster cluster, SortedMap<BucketId, ShardName> homes, List<Long> undone) {
        this.cluster = cluster;
        this.homes = homes;
        this.undone = undone;
    }

    /** @throws dev.tessera.shardconfig.TesseraException when a bucket isn't live where it should be, or somebody works at it */
    void publish(Runnable before) {
        Map<BucketId, Placement> published =
                cluster.placements().all().stream().collect(Collectors.toMap(Placement::bucket, Function.identity()));
        long highest =
                published.values().stream().mapToLong(Placement::epoch).max().orElse(0);
        List<SqlSession> sessions = new ArrayList<>();
        try {
            List<Placement> changed = new ArrayList<>();
            for (ShardName shard : Set.copyOf(homes.values())) {
                List<BucketId> anew = homes.keySet().stream()
                        .filter(bucket -> shard.equals(homes.get(bucket)))
                        .filter(bucket -> !isPublished(published.get(bucket), shard))
                        .sorted()
                        .toList();
                if (!anew.isEmpty()) {
                    SqlSession session = cluster.server(shard).open();
                    sessions.add(session);
                    anew.forEach(bucket -> changed.add(prepare(session, shard, bucket, highest)));
                }
            }
            before.run();
            cluster.placements().publishCover(homes.keySet(), changed, undone);
        } finally {
            sessions.forEach(SqlSession::close);
        }
    }

    private static boolean isPublished(@Nullable Placement published, ShardName shard) {
        return published != null && published.shard().equals(shard);
    }

    /** @param highest of all epochs that the directory has: none of its slots had a higher one */
    private static Placement prepare(SqlSession session, ShardName shard, BucketId bucket, long highest) {
        // Ends with its session: one lock for each bucket is taken in it.
        ServerLock.take(session, ServerLock.ofBucket(bucket));
        if (TablesOfBucket.in(session, BucketTables.LIVE_SCHEMA, bucket).isEmpty()) {
            throw new MoveRefusedException("bucket " + bucket + " has no live tables on " + shard + " any more");
        }
        BucketRegistry registry = new BucketRegistry(session);
        long epoch = Math.max(highest, registry.epoch(bucket)) + MARGIN;
        registry.home(bucket, epoch, 0);
        return new Placement(bucket, shard, epoch, PlacementState.LIVE);
    }
}
