package dev.tessera.ops.move.cutover;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.BucketRegistry;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.move.MoveStepName;
import dev.tessera.shardconfig.placement.Placement;
import java.util.stream.LongStream;

/**
 * The epoch that what comes will have on the target: above every one that directory, source or target ever saw of any of its slots. Decided,
 * and written down on the target, before the fence.
 */
public final class EpochAllocation {
    private EpochAllocation() {}

    public static void decide(MoveSession session) {
        Move move = session.readMove();
        BucketRegistry target = new BucketRegistry(session.target().sql());
        long published = session.cluster().placements().all().stream()
                .filter(placement -> placement.bucket().overlaps(move.bucket()))
                .mapToLong(Placement::epoch)
                .max()
                .orElse(0L);
        long seen = LongStream.of(
                        published,
                        move.homeEpoch(),
                        target.epoch(move.bucket()),
                        new BucketRegistry(session.source().sql()).epoch(move.bucket()),
                        move.isReorganization() ? ChildHomes.highestEpoch(session.cluster(), move) : 0)
                .max()
                .orElseThrow();
        session.steps().record(MoveStepName.HOME_EPOCH, () -> session.cluster()
                .journal()
                .recordHomeEpoch(session.lease(), seen + 1));
        session.steps().act(MoveStepName.REGISTRY_OF_TARGET, () -> {
            for (BucketId child : move.children()) {
                target.home(child, seen + 1, move.moveId());
                target.schema(child, move.schemaVersion());
            }
        });
    }
}
