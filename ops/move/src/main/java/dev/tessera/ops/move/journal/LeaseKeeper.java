package dev.tessera.ops.move.journal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.ops.move.transfer.spec.LeaseLostException;
import dev.tessera.shardconfig.TesseraException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a lease and renews it until it is closed, on a thread of its own. When the directory can't be reached for as long as the lease lasts, it
 * counts as lost: by this machine's monotonic clock, from the moment before the last renewal was sent. Thread-safe.
 */
public final class LeaseKeeper implements AutoCloseable {
    private final MoveJournal journal;
    private final Lease lease;
    private final ScheduledExecutorService thread;

    @GuardedBy("this") private LeaseTerm term;

    @GuardedBy("this") private @Nullable Future<?> renewal;

    private volatile long heldUntil;
    private volatile boolean takenOver;

    private LeaseKeeper(MoveJournal journal, Lease lease, LeaseTerm term, long askedAt) {
        this.journal = journal;
        this.lease = lease;
        this.term = term;
        this.heldUntil = askedAt + term.length().toNanos();
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread keeper = new Thread(task, "lease of move " + lease.moveId());
            keeper.setDaemon(true);
            return keeper;
        });
        renewLater();
    }

    /** @param acquire takes the lease for this term */
    public static LeaseKeeper of(MoveJournal journal, LeaseTerm term, Supplier<Lease> acquire) {
        long askedAt = System.nanoTime();
        return new LeaseKeeper(journal, acquire.get(), term, askedAt);
    }

    public Lease lease() {
        return lease;
    }

    public boolean isHeld() {
        return !takenOver && left().compareTo(Duration.ZERO) > 0;
    }

    /** How long nobody else can have it, unless it was taken over; negative when that time is over. */
    public Duration left() {
        return Duration.ofNanos(heldUntil - System.nanoTime());
    }

    /** @throws LeaseLostException when it isn't held any more */
    public void requireHeld() {
        if (!isHeld()) {
            throw new LeaseLostException("the lease of move " + lease.moveId()
                    + (takenOver ? " was taken over" : " could not be renewed in time"));
        }
    }

    /**
     * From now on the lease is one of this term.
     *
     * @param write tells the directory: in one transaction with what the other term is for. Whether it was heard is open when it fails, so
     *     the shorter of both terms counts then.
     */
    public synchronized void change(LeaseTerm to, Consumer<LeaseTerm> write) {
        long askedAt = System.nanoTime();
        long until = askedAt + to.length().toNanos();
        heldUntil = Math.min(heldUntil - askedAt, until - askedAt) + askedAt;
        term = to.length().compareTo(term.length()) < 0 ? to : term;
        try {
            write.accept(to);
            term = to;
            heldUntil = until;
        } catch (LeaseLostException e) {
            takenOver = true;
            throw e;
        } finally {
            renewLater();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private synchronized void renewLater() {
        if (renewal != null) {
            renewal.cancel(false);
        }
        if (!thread.isShutdown()) {
            renewal = thread.schedule(this::renew, term.renewedEvery().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private synchronized void renew() {
        long askedAt = System.nanoTime();
        try {
            journal.renew(lease, term);
            heldUntil = askedAt + term.length().toNanos();
        } catch (LeaseLostException e) {
            takenOver = true;
        } catch (TesseraException unreachable) {
            // Tried again soon; meanwhile the lease runs out by itself.
        } finally {
            renewLater();
        }
    }
}
