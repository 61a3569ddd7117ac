package dev.tessera.ops.move.journal;

import dev.tessera.ops.move.carry.LeaseLostException;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Renews a lease until it is closed, on a thread of its own. When the directory can't be reached for as long as the lease lasts, it counts as
 * lost, by this machine's monotonic clock. Thread-safe.
 */
public final class LeaseKeeper implements AutoCloseable {
    private static final int RENEWALS_IN_A_LEASE = 3;

    private final MoveJournal journal;
    private final Lease lease;
    private final Duration length;
    private final ScheduledExecutorService thread;
    private volatile long heldUntil;
    private volatile boolean takenOver;

    /** @param length as it was acquired with, just now */
    public LeaseKeeper(MoveJournal journal, Lease lease, Duration length) {
        this.journal = journal;
        this.lease = lease;
        this.length = length;
        this.heldUntil = System.nanoTime() + length.toNanos();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread keeper = new Thread(task, "lease of move " + lease.moveId());
            keeper.setDaemon(true);
            return keeper;
        });
        long every = length.toMillis() / RENEWALS_IN_A_LEASE;
        Future<?> unused = thread.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
    }

    public Lease lease() {
        return lease;
    }

    public boolean isHeld() {
        return !takenOver && System.nanoTime() < heldUntil;
    }

    /** @throws LeaseLostException when it isn't held any more */
    public void requireHeld() {
        if (!isHeld()) {
            throw new LeaseLostException("the lease of move " + lease.moveId()
                    + (takenOver ? " was taken over" : " could not be renewed in time"));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void renew() {
        long askedAt = System.nanoTime();
        try {
            journal.renew(lease, length);
            heldUntil = askedAt + length.toNanos();
        } catch (LeaseLostException e) {
            takenOver = true;
        } catch (TesseraException unreachable) {
            // Tried again soon; meanwhile the lease runs out by itself.
        }
    }
}
