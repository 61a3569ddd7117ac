package dev.tessera.ops.move.phases;

import dev.tessera.migrations.sql.SqlSession;
import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.StreamLease;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.session.OwnSchemas;
import dev.tessera.ops.move.session.StreamIds;
import dev.tessera.ops.move.transfer.CatchUp;
import dev.tessera.ops.move.transfer.spec.ServerLogin;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.ops.move.transfer.spec.TransferSpec;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the frozen originals of a switched move as the bucket is at its new home, so that it can go back without losing anything. Does no
 * DDL on the bucket's tables, so it needs none of its locks: each of its commits looks whether the stream is still its own. Threads of
 * its own; used by one.
 */
public final class ReverseReplicationStream implements AutoCloseable {
    private final Cluster cluster;
    private final StreamLease lease;
    private final Duration length;
    private final CatchUp catchUp;
    private volatile long heldUntil;

    private ReverseReplicationStream(Cluster cluster, StreamLease lease, Move move, MoveOptions options) {
        this.cluster = cluster;
        this.lease = lease;
        this.length = options.lease();
        heldUntil = System.nanoTime() + length.toNanos();
        catchUp = CatchUp.follow(
                transferSpec(cluster, move, lease.epoch()),
                move.switchGtidSet()
                        .orElseThrow(() -> new BrokenInvariantException(move.describe()
                                + " is switched, and its journal doesn't say at which position of its target")),
                StreamIds.back(move.moveId()),
                options.transfer(),
                () -> System.nanoTime() > heldUntil,
                TransferProgress.none());
    }

    /**
     * Begins to follow, or goes on where somebody else stopped. The originals were compared with the new home before: nothing is written into
     * them until then.
     *
     * @return empty when the reverse replication isn't open, the bucket is being moved, the comparison isn't made, or somebody else follows
     */
    public static Optional<ReverseReplicationStream> open(
            Cluster cluster, long moveId, String who, MoveOptions options) {
        Move move = cluster.journal().get(moveId);
        if (move.phase() != MovePhase.SWITCHED || !Switched.isCompared(cluster, move)) {
            return Optional.empty();
        }
        Optional<StreamLease> lease = cluster.reverseReplications().acquire(moveId, who, options.lease());
        return lease.map(held -> {
            try {
                fence(cluster.server(move.source()), move, held.epoch());
                return new ReverseReplicationStream(cluster, held, move, options);
            } catch (RuntimeException e) {
                cluster.reverseReplications().release(held);
                throw e;
            }
        });
    }

    /** From now on no commit of an earlier stream passes. */
    private static void fence(ServerLogin originals, Move move, long epoch) {
        try (SqlSession session = originals.open()) {
            new BucketRegistry(session).lease(move.moveId(), move.bucket(), epoch);
        }
    }

    private static TransferSpec transferSpec(Cluster cluster, Move move, long epoch) {
        return new TransferSpec(
                move.moveId(),
                move.bucket(),
                cluster.tables().names(move.bucket(), move.schemaVersion()),
                cluster.server(move.target()),
                BucketTables.LIVE_SCHEMA,
                cluster.server(move.source()),
                move.frozenSchema(),
                OwnSchemas.ofBack(cluster, move),
                epoch);
    }

    /** How far the originals are behind the new home. */
    public Duration behind() {
        return catchUp.lag();
    }

    /**
     * Says how far it is, and keeps the right to go on. To be called a few times in each lease.
     *
     * @throws dev.tessera.ops.move.transfer.spec.LeaseLostException when somebody else goes on, or nobody shall
     * @throws dev.tessera.ops.move.transfer.spec.TransferFailedException what ended the stream
     */
    public void report() {
        long askedAt = System.nanoTime();
        cluster.reverseReplications().report(lease, behind(), length);
        heldUntil = askedAt + length.toNanos();
        catchUp.throwIfFailed();
    }

    /** Says that it can't be gone on with by anybody, unless somebody has taken it over. */
    public void giveUp(String reason) {
        cluster.reverseReplications().markBroken(lease, reason);
    }

    /** Transferred rows stay, together with their position: the next stream continues from there. */
    @Override
    public void close() {
        catchUp.close();
        cluster.reverseReplications().release(lease);
    }
}
