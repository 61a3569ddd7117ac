package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;

/** Compares source and copy while both are written to. */
final class Verifying implements Phase {
    @Override
    public MovePhase run(MoveSession session) {
        session.steps()
                .act(MoveStepName.VERIFY, () -> session.streams().verification().run());
        return MovePhase.CUTOVER;
    }
}
