package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.ops.move.transfer.CatchUp;
import dev.tessera.shardconfig.move.MovePhase;
import java.time.Duration;

/** Replays what was written since the copy began, until little is left. */
final class CatchingUp implements Phase {
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @Override
    public MovePhase run(MoveSession session) {
        CatchUp catchUp = session.streams().catchUp();
        do {
            session.heldLease().requireGoingOn();
        } while (!catchUp.awaitApplied(session.source().gtidExecuted(), A_WHILE));
        return MovePhase.VERIFYING;
    }
}
