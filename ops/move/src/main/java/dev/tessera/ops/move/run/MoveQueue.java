package dev.tessera.ops.move.run;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.move.journal.Move;
import dev.tessera.shardconfig.TesseraException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Moves that are worked at as they come, until one stops. Thread-safe. */
final class MoveQueue {
    @GuardedBy("this") private final Iterator<Move> moves;

    @GuardedBy("this") private final List<MoveOutcome> outcomes = new ArrayList<>();

    @GuardedBy("this") private Optional<TesseraException> refusal = Optional.empty();

    @GuardedBy("this") private boolean closed;

    MoveQueue(Iterator<Move> moves) {
        this.moves = moves;
    }

    synchronized Optional<Move> next() {
        if (closed) {
            return Optional.empty();
        }
        try {
            closed = !moves.hasNext();
            return closed ? Optional.empty() : Optional.of(moves.next());
        } catch (TesseraException e) {
            refusal = Optional.of(e);
            closed = true;
            return Optional.empty();
        }
    }

    synchronized void ended(MoveOutcome outcome) {
        outcomes.add(outcome);
        closed |= !outcome.isThrough();
    }

    /** @throws TesseraException with which a move couldn't be opened */
    synchronized List<MoveOutcome> outcomes() {
        refusal.ifPresent(failure -> {
            throw failure;
        });
        return List.copyOf(outcomes);
    }
}
