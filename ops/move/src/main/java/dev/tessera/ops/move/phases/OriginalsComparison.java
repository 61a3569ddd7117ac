package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.Milestones;
import dev.tessera.ops.move.cluster.MoveOptions;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MovePhase;

/** That the originals of a switched move were compared with what its target went live with: before that, nothing is written into them. */
public final class OriginalsComparison {
    private OriginalsComparison() {}

    public static boolean isMade(Cluster cluster, Move move) {
        return Switched.isCompared(cluster, move);
    }

    /**
     * Makes it if nobody has.
     *
     * @throws dev.tessera.ops.move.transfer.spec.MismatchException naming rows that differ though nobody has written them since
     * @throws dev.tessera.ops.move.journal.LeaseHeldException when somebody is at it
     */
    public static void require(Cluster cluster, long moveId, String who, MoveOptions options) {
        Move move = cluster.journal().get(moveId);
        if (move.phase() != MovePhase.SWITCHED || isMade(cluster, move)) {
            return;
        }
        try (MoveSession session = MoveSession.open(
                new MoverContext(cluster, options, Milestones.none(), who), moveId, new MoveProgress())) {
            MovePhase unused = new Switched().run(session);
        }
    }
}
