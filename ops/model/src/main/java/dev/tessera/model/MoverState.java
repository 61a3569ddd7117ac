package dev.tessera.model;

import dev.tessera.model.checker.Numbers;
import java.util.List;

/** A process that works at the move, or recovers it: its progress, and its memory. */
final class MoverState {
    /** What it has done last, or is about to find out. */
    enum At {
        IDLE,
        LEASED,
        SOURCE_LOCKED,
        LOCKED,
        WORKING,
        RECOVERING,
        GOING_BACK,
        BACK,
        RECOVERED,
        EPOCH_DECIDED,
        EPOCH_AT_TARGET,
        ANNOUNCED,
        FENCE_SENT,
        FENCED,
        DRAINING,
        DRAINED,
        POSITION_READ,
        LIVE_SENT,
        LIVE
    }

    private static final List<At> ALL = List.of(At.values());

    At at = At.IDLE;
    /** The one it works at: it knows source and target by it, whatever the directory says later. */
    int move = 1;

    /** Nobody has taken the lease since. It may have run out all the same. */
    boolean current;
    /** Its sessions with the bucket's lock: on A, on B. */
    final boolean[] session = new boolean[2];

    int frontier;
    int position;

    /** It can still act on a server, or is about to take the locks with which it could. */
    boolean isAtWork() {
        return session[0] || session[1] || at == At.LEASED || at == At.SOURCE_LOCKED;
    }

    void end() {
        at = At.IDLE;
        move = 1;
        session[0] = false;
        session[1] = false;
        frontier = 0;
        position = 0;
    }

    void write(Numbers numbers) {
        numbers.put(ALL.indexOf(at))
                .put(move)
                .put(current)
                .put(session[0])
                .put(session[1])
                .put(frontier)
                .put(position);
    }

    void read(Numbers numbers) {
        at = ALL.get(numbers.next());
        move = numbers.next();
        current = numbers.flag();
        session[0] = numbers.flag();
        session[1] = numbers.flag();
        frontier = numbers.next();
        position = numbers.next();
    }
}
