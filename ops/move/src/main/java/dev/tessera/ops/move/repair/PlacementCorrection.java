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
import dev.tessera.shardconfig.TesseraException;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.placement.PlacementState;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the directory say of some buckets what is live, in one transaction: what a router sees of it is right as a whole. Holds each bucket's
 * lock on its home until it is closed; a bucket that is refused keeps none of the others waiting.
 */
final class PlacementCorrection implements AutoCloseable {
    private final Cluster cluster;
    private final List<SqlSession> sessions = new ArrayList<>();
    private final List<Placement> placements = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    PlacementCorrection(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Takes the buckets' locks and writes their new epochs into the shard's registry. */
    void prepare(ShardName home, List<BucketId> buckets) {
        guarded(() -> {
            SqlSession session = cluster.server(home).open();
            sessions.add(session);
            buckets.forEach(bucket -> guarded(() -> placements.add(prepare(session, home, bucket))));
        });
    }

    private Placement prepare(SqlSession session, ShardName home, BucketId bucket) {
        // Ends with its session: one lock for each bucket is taken in it.
        ServerLock.take(session, ServerLock.ofBucket(bucket));
        if (TablesOfBucket.in(session, BucketTables.LIVE_SCHEMA, bucket).isEmpty()) {
            throw new MoveRefusedException("bucket " + bucket + " has no live tables on " + home + " any more");
        }
        BucketRegistry registry = new BucketRegistry(session);
        long published = cluster.placements()
                .find(bucket)
                .map(Placement::epoch)
                .orElseThrow(() -> new MoveRefusedException(
                        "the directory doesn't know bucket " + bucket + ", of which " + home + " has live tables"));
        // Never below what the home itself remembers: routers that were served by it may hold that epoch.
        long epoch = Math.max(published, registry.epoch(bucket)) + 1;
        registry.home(bucket, epoch, 0);
        return new Placement(bucket, home, epoch, PlacementState.LIVE);
    }

    /** @throws MoveRefusedException when some bucket had to be left out; the others are published */
    void publish() {
        cluster.placements().correct(placements);
        if (!refusals.isEmpty()) {
            throw new MoveRefusedException(String.join("; ", refusals));
        }
    }

    private void guarded(Runnable act) {
        try {
            act.run();
        } catch (TesseraException e) {
            refusals.add(e.getMessage());
        }
    }

    @Override
    public void close() {
        sessions.forEach(SqlSession::close);
    }
}
