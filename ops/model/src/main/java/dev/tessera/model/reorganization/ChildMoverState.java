package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;
import java.util.List;

/** The process that moves a child on to the other shard. */
final class ChildMoverState {
    /** What it has done last. */
    enum At {
        IDLE,
        LOCKED,
        ANNOUNCED,
        DRAINED,
        GOING_BACK,
        BACK,
        LIVE
    }

    private static final List<At> ALL = List.of(At.values());

    At at = At.IDLE;
    /** The directory hasn't been restored since it took its lease. */
    boolean current;
    /** Its sessions with the child's lock: on A, on B. */
    final boolean[] session = new boolean[2];

    /** Of the cutover that it has begun, in memory. */
    int epoch;

    void end() {
        epoch = 0;
        at = At.IDLE;
        current = false;
        session[0] = false;
        session[1] = false;
    }

    void write(Numbers numbers) {
        numbers.put(ALL.indexOf(at)).put(epoch).put(current).put(session[0]).put(session[1]);
    }

    void read(Numbers numbers) {
        at = ALL.get(numbers.next());
        epoch = numbers.next();
        current = numbers.flag();
        session[0] = numbers.flag();
        session[1] = numbers.flag();
    }
}
