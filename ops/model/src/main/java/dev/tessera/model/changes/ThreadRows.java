package dev.tessera.model.changes;

import dev.tessera.model.checker.Numbers;
import java.util.Arrays;

/** The rows of one thread on one server: two comments, and the thread's own number. */
final class ThreadRows {
    static final int COMMENTS = 2;

    /** Counts the writes of a comment. */
    final int[] contents = new int[COMMENTS];

    final int[] numbers = new int[COMMENTS];
    int threadNumber;

    ThreadRows copy() {
        ThreadRows copy = new ThreadRows();
        System.arraycopy(contents, 0, copy.contents, 0, COMMENTS);
        System.arraycopy(numbers, 0, copy.numbers, 0, COMMENTS);
        copy.threadNumber = threadNumber;
        return copy;
    }

    boolean isAs(ThreadRows other) {
        return Arrays.equals(contents, other.contents)
                && Arrays.equals(numbers, other.numbers)
                && threadNumber == other.threadNumber;
    }

    void write(Numbers out) {
        for (int comment = 0; comment < COMMENTS; comment++) {
            out.put(contents[comment]).put(numbers[comment]);
        }
        out.put(threadNumber);
    }

    static ThreadRows read(Numbers in) {
        ThreadRows rows = new ThreadRows();
        for (int comment = 0; comment < COMMENTS; comment++) {
            rows.contents[comment] = in.next();
            rows.numbers[comment] = in.next();
        }
        rows.threadNumber = in.next();
        return rows;
    }
}
