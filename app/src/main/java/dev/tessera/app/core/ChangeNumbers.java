package dev.tessera.app.core;

import dev.tessera.app.model.CommentThread;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.EntityIdGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Draws the numbers of changes, as ids are drawn. They are never counted up: after a failover that lost the last changes a counter would give their
 * numbers to other changes, and whoever saw the lost ones would take these for known. Thread-safe.
 */
final class ChangeNumbers {
    /** By how much the clocks of instances and of the directory may differ for what a failover lost not to be numbered again. */
    static final Duration MOST_SKEW = Duration.ofSeconds(10);

    private static final int SEQUENCES = 1 << EntityId.SEQUENCE_BITS;

    private final Clock clock;
    private final RandomGenerator random;
    private final IntFunction<Optional<Instant>> serverChangeOfSlot;
    private final EntityIdGenerator byClock;
    private final ConcurrentMap<Instant, EntityIdGenerator> afterServerChange = new ConcurrentHashMap<>();

    /** @param serverChangeOfSlot when the slot's shard last became another server, by the directory's clock */
    ChangeNumbers(Clock clock, RandomGenerator random, IntFunction<Optional<Instant>> serverChangeOfSlot) {
        this.clock = clock;
        this.random = random;
        this.serverChangeOfSlot = serverChangeOfSlot;
        this.byClock = new EntityIdGenerator(clock, random);
    }

    /** @param locked whose row the transaction has locked */
    Draws of(CommentThread locked) {
        return new Draws(ids(locked.id().slot()), locked.changedId());
    }

    /**
     * The moment up to which numbers of the slot may have been lost with a server: every number that was drawn on the server after it is later.
     * Empty when the shard has always been one server.
     */
    Optional<Instant> lastThatMayBeLost(int slot) {
        return serverChangeOfSlot.apply(slot).map(at -> at.plus(MOST_SKEW));
    }

    private EntityIdGenerator ids(int slot) {
        return lastThatMayBeLost(slot)
                .map(moment ->
                        afterServerChange.computeIfAbsent(moment, last -> EntityIdGenerator.after(last, clock, random)))
                .orElse(byClock);
    }

    /** The numbers of one transaction on one thread, each larger than all before. Not thread-safe. */
    final class Draws {
        private final EntityIdGenerator ids;
        private EntityId last;

        private Draws(EntityIdGenerator ids, EntityId last) {
            this.ids = ids;
            this.last = last;
        }

        /**
         * The clock's; where that isn't larger than the thread's last one, a random one of the millisecond after the last. Were it the next whole
         * number, two instances with different clocks would draw the same one before and after a failover.
         */
        EntityId next() {
            EntityId drawn = ids.next(last.slot());
            last = drawn.compareTo(last) > 0 ? drawn : last.inNextMillisecond(random.nextInt(SEQUENCES));
            return last;
        }

        /** The last one drawn; the thread's own before the first. */
        EntityId last() {
            return last;
        }
    }
}
