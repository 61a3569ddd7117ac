package dev.tessera.shardconfig;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Generates ids without coordination. Within a millisecond it counts from a random start, so two processes seldom generate the same id; if
 * they do, the table's primary key refuses the second, and the caller generates another one. Never returns to an earlier millisecond, even
 * when the clock does; within a millisecond ids are in no order. Thread-safe.
 */
public final class EntityIdGenerator {
    private static final int SEQUENCES = 1 << EntityId.SEQUENCE_BITS;

    private final Clock clock;
    private final RandomGenerator random;

    @GuardedBy("this") private long millis = -1;

    @GuardedBy("this") private int start;

    @GuardedBy("this") private int drawn;

    public EntityIdGenerator(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** One whose ids are all of later milliseconds than {@code moment}, however long the clock takes to get there. */
    public static EntityIdGenerator after(Instant moment, Clock clock, RandomGenerator random) {
        EntityIdGenerator generator = new EntityIdGenerator(clock, random);
        generator.skipTo(moment.toEpochMilli() - EntityId.EPOCH_MILLIS);
        return generator;
    }

    private synchronized void skipTo(long lastMillis) {
        millis = lastMillis;
        drawn = SEQUENCES;
    }

    /** A new id of this slot. 256 a millisecond; past that it borrows from the next one. */
    public synchronized EntityId next(int slot) {
        long now = clock.millis() - EntityId.EPOCH_MILLIS;
        if (now > millis) {
            begin(now);
        } else if (drawn == SEQUENCES) {
            begin(millis + 1);
        }
        int sequence = (start + drawn) % SEQUENCES;
        drawn++;
        return EntityId.of(millis, slot, sequence);
    }

    @GuardedBy("this") private void begin(long newMillis) {
        millis = newMillis;
        start = random.nextInt(SEQUENCES);
        drawn = 0;
    }
}
