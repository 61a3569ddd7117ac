package dev.tessera.ops.move.run;

import dev.tessera.ops.move.journal.Move;
import dev.tessera.ops.move.session.MoveProgress;

/** Is told when moves begin and end. Called from several threads. */
public interface MoveWatch {
    /** Returns where the move's numbers shall go. */
    MoveProgress begins(Move move);

    void ended(MoveOutcome outcome);

    static MoveWatch none() {
        return new MoveWatch() {
            @Override
            public MoveProgress begins(Move move) {
                return new MoveProgress();
            }

            @Override
            public void ended(MoveOutcome outcome) {
                // nobody watches
            }
        };
    }
}
