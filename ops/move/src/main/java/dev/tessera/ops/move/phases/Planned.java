package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.MovePhase;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.journal.MoveRefusedException;
import dev.tessera.ops.move.servers.Preflight;
import java.util.List;

/** Asks once more whether the move can be done, since the plan may be old. Nothing is touched. */
final class Planned implements Phase {
    @Override
    public MovePhase run(MoveSession session) {
        Move move = session.move();
        List<String> problems = new Preflight(
                        session.cluster().config(),
                        session.source().server(),
                        session.source().sql(),
                        session.target().sql(),
                        session.options().diskUnchecked())
                .problems(move.source(), move.target(), move.bucket(), session.tables(), move.schemaVersion());
        if (!problems.isEmpty()) {
            throw new MoveRefusedException(problems);
        }
        return MovePhase.COPYING;
    }
}
