package dev.tessera.app.core;

import dev.tessera.app.db.IdempotencyTable;
import dev.tessera.app.db.OutboxEvent;
import dev.tessera.app.db.OutboxTable;
import dev.tessera.router.ShardRouter;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.redaction.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes unfinished work in the bucket that holds a slot: delivers events that no relay delivered, and deletes expired idempotency keys. Any number of
 * instances may do so in parallel. Thread-safe.
 */
public final class OutboxSweep {
    /** A younger event is still handled by its relay. */
    static final Duration LEFT_BEHIND = Duration.ofSeconds(2);

    private static final int CLAIM = 16;
    private static final Logger LOG = LoggerFactory.getLogger(OutboxSweep.class);

    private final ShardRouter router;
    private final Outbox outbox;
    private final Clock clock;

    OutboxSweep(ShardRouter router, Outbox outbox, Clock clock) {
        this.router = router;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** One statement when there is nothing to do. */
    public void carryOver(int slot) {
        EntityId before = idBefore(clock.instant().minus(LEFT_BEHIND));
        if (router.oneStatementInSlot(slot, handle -> OutboxTable.isAnyBefore(handle, before))) {
            long after = 0;
            while (after < before.value()) {
                long from = after;
                after = carryOver(slot, from, before);
            }
        }
    }

    /** One statement. @return whether more are left */
    boolean expireKeys(int slot) {
        Instant before = clock.instant().minus(IdempotentRequests.LIFETIME);
        return router.oneStatementInSlot(slot, handle -> IdempotencyTable.deleteBefore(handle, before)) > 0;
    }

    /**
     * Skips events that somebody is deleting at this moment. Work in one bucket can't reach into another, so the claim isn't held while
     * events are taught: two instances may teach the same one, and it doesn't mind.
     *
     * @return where to go on
     */
    private long carryOver(int slot, long after, EntityId before) {
        List<OutboxEvent> claimed =
                router.oneStatementInSlot(slot, handle -> OutboxTable.claim(handle, after, before, CLAIM));
        for (OutboxEvent event : claimed) {
            if (teach(event)) {
                outbox.forget(event);
            }
        }
        return claimed.size() < CLAIM
                ? before.value()
                : claimed.get(CLAIM - 1).id().value();
    }

    /** An author whose shard is down must not hold up the others: the event stays for the next round. */
    private boolean teach(OutboxEvent event) {
        try {
            outbox.teach(event);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("event {} is left to the next round: {}", event.id(), Redaction.message(e));
            return false;
        }
    }

    /** Above every older id, whatever its slot: a bucket's events are of all its slots. */
    private static EntityId idBefore(Instant moment) {
        return EntityId.of(moment.toEpochMilli() - EntityId.EPOCH_MILLIS, 0, 0);
    }
}
