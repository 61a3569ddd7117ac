package dev.tessera.model.changes;

import dev.tessera.model.checker.Numbers;

/** One writer: what it is about to change, and the numbers that it has drawn. */
final class ThreadWriterState {
    static final int IDLE = 0;
    static final int LOCKED = 1;
    /** It has drawn, and waits for the lock: only with {@link ChangeBug#DRAWN_BEFORE_LOCK}. */
    static final int DRAWN = 2;

    static final int EDIT = 1;
    static final int REPLY = 2;

    int phase;
    int act;
    int number;

    void write(Numbers out) {
        out.put(phase).put(act).put(number);
    }

    static ThreadWriterState read(Numbers in) {
        ThreadWriterState state = new ThreadWriterState();
        state.phase = in.next();
        state.act = in.next();
        state.number = in.next();
        return state;
    }
}
