package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.placement.Placement;

/**
 * The epoch that the bucket's new home will have: above every one that directory, source or target ever saw. Decided, and written down on
 * the target, before the fence.
 */
public final class EpochAllocation {
    private EpochAllocation() {}

    public static void decide(MoveSession session) {
        Move move = session.readMove();
        BucketRegistry target = new BucketRegistry(session.target().sql());
        long published = session.cluster()
                .placements()
                .find(move.bucket())
                .map(Placement::epoch)
                .orElse(0L);
        long seen = Math.max(
                Math.max(published, move.homeEpoch()),
                Math.max(
                        target.epoch(move.bucket()),
                        new BucketRegistry(session.source().sql()).epoch(move.bucket())));
        session.steps().record(MoveStepName.HOME_EPOCH, () -> session.cluster()
                .journal()
                .recordHomeEpoch(session.lease(), seen + 1));
        session.steps().act(MoveStepName.REGISTRY_OF_TARGET, () -> {
            target.home(move.bucket(), seen + 1, move.moveId());
            target.schema(move.bucket(), move.schemaVersion());
        });
    }
}
