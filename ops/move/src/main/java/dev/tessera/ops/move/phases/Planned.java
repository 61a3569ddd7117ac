package dev.tessera.ops.move.phases;

import dev.tessera.ops.move.directory.BrokenInvariantException;
import dev.tessera.ops.move.directory.MoveRefusedException;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.servers.TablesOfBucket;
import dev.tessera.ops.move.session.MoveCheck;
import dev.tessera.ops.move.session.MoveSession;
import dev.tessera.shardconfig.move.MovePhase;
import dev.tessera.shardconfig.move.MoveStepName;
import java.util.List;
import java.util.SortedSet;

/**
 * Asks once more whether the move can be done, since the plan may be old. Nothing is touched. What comes back to its originals is not copied.
 */
final class Planned implements Phase {
    @Override
    public MovePhase run(MoveSession session) {
        Move move = session.readMove();
        boolean back = move.reverses().isPresent();
        List<String> problems = problems(session, move);
        if (!problems.isEmpty()) {
            throw new MoveRefusedException(problems);
        }
        if (back) {
            begin(session, move, move.reverses().get());
        }
        return back ? MovePhase.CATCHING_UP : MovePhase.COPYING;
    }

    private static List<String> problems(MoveSession session, Move move) {
        try (MoveCheck check = new MoveCheck(
                session.cluster(),
                move.source(),
                session.source().sql(),
                move.target(),
                session.target().sql())) {
            return check.ofMove(move.moveId())
                    .problems(
                            move.parents(),
                            move.children(),
                            move.schemaVersion(),
                            move.reverses(),
                            session.options().diskUnchecked());
        }
    }

    /** From where the originals went out of date; where their stream has come to stands beside them. */
    private static void begin(MoveSession session, Move move, long reversed) {
        SortedSet<String> originals = TablesOfBucket.in(session.target().sql(), move.incomingSchema(), move.bucket());
        if (!originals.equals(session.readParentTables())) {
            throw new MoveRefusedException(move.describe() + ": the originals in " + move.incomingSchema() + " on "
                    + move.target() + " are " + originals + ", not " + session.readParentTables());
        }
        Move switched = session.cluster().journal().get(reversed);
        if (!Switched.isCompared(session.cluster(), switched)) {
            throw new MoveRefusedException(
                    switched.describe() + " can't be reversed before its originals were compared");
        }
        String start = switched.switchGtidSet()
                .orElseThrow(() -> new BrokenInvariantException("move " + reversed
                        + " is switched, and its journal doesn't say at which position of its target"));
        session.steps().record(MoveStepName.START_POSITION, () -> session.cluster()
                .journal()
                .recordStartPosition(session.lease(), start));
    }
}
