package dev.tessera.model.changes;

import dev.tessera.model.checker.Numbers;

/** A reader: what it knows of the comments, and the number up to which it believes to know everything. */
final class ChangeReaderState {
    static final int NOTHING_LOADED = 0;
    /** It has a page without a number: only with {@link ChangeBug#PAGE_BEFORE_NUMBER}. */
    static final int PAGE_LOADED = 1;

    static final int LOADED = 2;
    /** It has read the thread's number, and not yet what has changed up to it. */
    static final int NUMBER_READ = 3;

    int phase;
    int cursor;
    /** The thread's number when what it knows was read: beyond the cursor between two pieces. */
    int asOf;

    int number;
    final int[] contents = new int[ThreadRows.COMMENTS];

    void write(Numbers out) {
        out.put(phase).put(cursor).put(asOf).put(number).put(contents[0]).put(contents[1]);
    }

    static ChangeReaderState read(Numbers in) {
        ChangeReaderState state = new ChangeReaderState();
        state.phase = in.next();
        state.cursor = in.next();
        state.asOf = in.next();
        state.number = in.next();
        state.contents[0] = in.next();
        state.contents[1] = in.next();
        return state;
    }
}
