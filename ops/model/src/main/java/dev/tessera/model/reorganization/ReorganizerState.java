package dev.tessera.model.reorganization;

import dev.tessera.model.checker.Numbers;
import java.util.List;

/** A process that works at the reorganization, or recovers it. */
final class ReorganizerState {
    /** What it has done last, or is about to do. */
    enum At {
        IDLE,
        LEASED,
        WORKING,
        GOING_BACK,
        BACK,
        ANNOUNCED,
        EPOCH_WRITTEN,
        FENCE_SENT,
        DRAINING,
        LIVE_SENT,
        LIVE,
        HALF_PUBLISHED
    }

    private static final List<At> ALL = List.of(At.values());

    At at = At.IDLE;
    /** Nobody has taken the lease since. */
    boolean current;
    /** Its one session with the locks of all parents and children. */
    boolean session;

    /** Of the cutover that it has begun, in memory. */
    int epoch;

    void end() {
        epoch = 0;
        at = At.IDLE;
        current = false;
        session = false;
    }

    void write(Numbers numbers) {
        numbers.put(ALL.indexOf(at)).put(epoch).put(current).put(session);
    }

    void read(Numbers numbers) {
        at = ALL.get(numbers.next());
        epoch = numbers.next();
        current = numbers.flag();
        session = numbers.flag();
    }
}
