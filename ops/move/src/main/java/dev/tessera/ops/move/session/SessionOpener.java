package dev.tessera.ops.move.session;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.journal.Lease;
import dev.tessera.ops.move.journal.LeaseKeeper;
import dev.tessera.ops.move.servers.BucketSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.TesseraException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SortedSet;

/** Opens what a {@link MoveSession} needs, or nothing of it. */
final class SessionOpener {
    private final Cluster cluster;
    private final LeaseKeeper keeper;
    private final Deque<BucketSession> opened = new ArrayDeque<>();

    SessionOpener(Cluster cluster, LeaseKeeper keeper) {
        this.cluster = cluster;
        this.keeper = keeper;
    }

    BucketSession open(ShardName shard, SortedSet<BucketId> buckets) {
        BucketSession session = BucketSession.takeOver(cluster.server(shard), buckets);
        opened.push(session);
        return session;
    }

    void undo() {
        opened.forEach(SessionOpener::closeQuietly);
        keeper.close();
        releaseQuietly(cluster, keeper.lease());
    }

    static void closeQuietly(BucketSession session) {
        try {
            session.close();
        } catch (TesseraException ignored) {
            // Its server is gone, and the session with it.
        }
    }

    static void releaseQuietly(Cluster cluster, Lease lease) {
        try {
            cluster.journal().release(lease);
        } catch (TesseraException ignored) {
            // It runs out by itself.
        }
    }
}
