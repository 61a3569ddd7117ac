package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.cluster.Cluster;
import dev.tessera.ops.move.cluster.MoverContext;
import dev.tessera.ops.move.cutover.CutoverRecovery;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.MoveProgress;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;

/** Gives a move up, as long as the target isn't live: the bucket is where it was, and nothing of the move is left. */
public final class Abortion {
    private final MoverContext context;
    private final Cluster cluster;

    public Abortion(MoverContext context) {
        this.context = context;
        this.cluster = context.cluster();
    }

    /** @throws MoveRefusedException when the bucket has moved already */
    public MovePhase run(long moveId) {
        try (MoveSession session = MoveSession.open(context, moveId, new MoveProgress())) {
            Move move = session.readMove();
            if (move.phase() == MovePhase.CUTOVER) {
                new CutoverRecovery(session).recover();
                move = session.readMove();
            }
            if (move.phase() == MovePhase.ABORTED) {
                return MovePhase.ABORTED;
            }
            if (!move.phase().canBecome(MovePhase.ABORTED)) {
                throw new MoveRefusedException(
                        move.describe() + " is " + move.phase().column() + ": the bucket lives on " + move.target()
                                + "; to bring it back, move it there");
            }
            forgetHome(session, move);
            new SchemaCleanup(session).clear();
            session.steps().transition(move.phase(), MovePhase.ABORTED);
            cluster.audit().record(context.who(), "move abort", move.describe());
            return MovePhase.ABORTED;
        }
    }

    /** What a cutover wrote down for the new home, before it was given up. */
    private static void forgetHome(MoveSession session, Move move) {
        session.steps().act(MoveStepName.FORGET_HOME_AT_TARGET, () -> {
            BucketRegistry target = new BucketRegistry(session.target().sql());
            for (BucketId child : move.children()) {
                if (!TablesOfBucket.in(session.target().sql(), BucketTables.LIVE_SCHEMA, child)
                        .isEmpty()) {
                    // A restored directory may abort what went live long ago: that is the evidence.
                    continue;
                }
                target.forgetHome(child, move.moveId());
                target.forgetSchema(child);
            }
        });
    }
}
