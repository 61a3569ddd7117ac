package dev.tessera.app.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.app.db.ThreadTable;
import dev.tessera.app.refusal.RefusalKind;
import dev.tessera.app.refusal.RefusedException;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.redaction.Redaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what changes in their threads. One poller for all of them asks the threads' change numbers, many in a statement, and reads what has
 * changed once for all who are at the same number; no instance tells another. A commit of this instance only makes its thread due at once: the poll is the
 * truth. Thread-safe.
 */
public final class ThreadEvents implements Actor {
    /** Beyond that a reader polls, which costs nothing while nobody asks. */
    public static final int MOST_THREADS = 2_000;

    public static final int MOST_LISTENERS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ThreadEvents.class);
    private static final int THREADS_IN_A_STATEMENT = 100;
    /** Comments of an event at most: a slow reader's queue holds many events. */
    private static final int PIECE = 20;

    private static final long TICK_MILLIS = 50;

    private final ShardRouter router;
    private final ThreadChanges changes;
    private final Thread owner = new Thread(this::run, "thread-events");
    /** A round for each shard at most, so that a shard that doesn't answer holds up its own threads alone. */
    private final ExecutorService rounds = Executors.newCachedThreadPool(ThreadEvents::daemon);

    @GuardedBy("this") private final Map<EntityId, ListenedThread> threads = new HashMap<>();

    @GuardedBy("this") private final Set<ShardName> askedNow = new HashSet<>();

    @GuardedBy("this") private int listeners;

    private final BlockingQueue<Boolean> signals = new ArrayBlockingQueue<>(1);
    private volatile boolean stopped;

    ThreadEvents(ShardRouter router, ThreadChanges changes) {
        this.router = router;
        this.changes = changes;
    }

    /** Is told what changes. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Must not wait.
         *
         * @return false when it takes no more: it isn't told again
         */
        boolean changed(ThreadChanges.Changes changes);
    }

    /** To be ended by whoever listens. */
    public interface Subscription {
        void end();
    }

    /**
     * @param seen how far the listener knows the thread; what has changed since is told first
     * @throws RefusedException when this instance has as many listeners as it takes
     */
    public Subscription listen(EntityId thread, ChangePosition seen, Listener listener) {
        ThreadFollower follower = new ThreadFollower(seen, listener);
        synchronized (this) {
            if (listeners >= MOST_LISTENERS || (threads.size() >= MOST_THREADS && !threads.containsKey(thread))) {
                throw new RefusedException(
                        RefusalKind.TOO_MANY_LISTENERS, "poll the thread's changes, or come back later");
            }
            listeners++;
            threads.computeIfAbsent(thread, ListenedThread::new).add(follower);
            signal();
        }
        return () -> end(thread, follower);
    }

    /** After a commit of this instance. Never waits for a shard. */
    synchronized void wake(EntityId thread) {
        ListenedThread listened = threads.get(thread);
        if (listened != null) {
            listened.wake();
            signal();
        }
    }

    /** Listeners that are told at present. */
    public synchronized int listeners() {
        return listeners;
    }

    /** Threads that anybody listens to at present. */
    public synchronized int threads() {
        return threads.size();
    }

    @Override
    public void start() {
        owner.setDaemon(true);
        owner.start();
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        signal();
        owner.join();
        rounds.shutdown();
    }

    private synchronized void end(EntityId thread, ThreadFollower follower) {
        ListenedThread listened = threads.get(thread);
        if (listened != null && listened.remove(follower)) {
            listeners--;
            if (listened.isEmpty()) {
                threads.remove(thread);
            }
        }
    }

    private void run() {
        try {
            while (awaitTick()) {
                due().forEach((shard, listened) -> rounds.execute(() -> round(shard, listened)));
            }
        } catch (InterruptedException e) {
            LOG.debug("the poller was interrupted", e);
        }
    }

    /** @return false once it is told to stop */
    private boolean awaitTick() throws InterruptedException {
        signals.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
        return !stopped;
    }

    /** There may be something to do before the next tick. */
    private void signal() {
        signals.offer(true);
    }

    private synchronized Map<ShardName, List<ListenedThread>> due() {
        long now = System.nanoTime();
        PlacementSnapshot placements = router.placements();
        Map<ShardName, List<ListenedThread>> due = new HashMap<>();
        for (ListenedThread listened : threads.values()) {
            if (listened.isDue(now)) {
                ShardName shard = placements.placement(listened.thread().slot()).shard();
                if (!askedNow.contains(shard)) {
                    due.computeIfAbsent(shard, none -> new ArrayList<>()).add(listened);
                }
            }
        }
        askedNow.addAll(due.keySet());
        due.values().forEach(round -> round.forEach(ListenedThread::ask));
        return due;
    }

    private void round(ShardName shard, List<ListenedThread> listened) {
        try {
            byBucket(listened).forEach(this::ask);
        } finally {
            synchronized (this) {
                askedNow.remove(shard);
                signal();
            }
        }
    }

    private Collection<List<ListenedThread>> byBucket(List<ListenedThread> listened) {
        Map<BucketId, List<ListenedThread>> buckets = listened.stream()
                .collect(Collectors.groupingBy(one ->
                        router.placements().placement(one.thread().slot()).bucket()));
        List<List<ListenedThread>> statements = new ArrayList<>();
        for (List<ListenedThread> bucket : buckets.values()) {
            for (int from = 0; from < bucket.size(); from += THREADS_IN_A_STATEMENT) {
                statements.add(bucket.subList(from, Math.min(from + THREADS_IN_A_STATEMENT, bucket.size())));
            }
        }
        return statements;
    }

    /** A failure leaves the threads to their next turn: their listeners have missed nothing then either. */
    private void ask(List<ListenedThread> listened) {
        Set<EntityId> grown = new HashSet<>();
        try {
            Map<EntityId, EntityId> numbers = numbers(listened);
            for (ListenedThread one : listened) {
                EntityId number = numbers.get(one.thread());
                if (number != null && tell(one, number)) {
                    grown.add(one.thread());
                }
            }
        } catch (ShardUnavailableException e) {
            LOG.debug("{} threads are left to their next turn", listened.size(), Redaction.copy(e));
        } catch (RuntimeException e) {
            LOG.warn("{} threads are left to their next turn: {}", listened.size(), Redaction.message(e));
        } finally {
            synchronized (this) {
                boolean many = threads.size() > MOST_THREADS / 2;
                listened.forEach(one -> one.asked(grown.contains(one.thread()), many));
            }
        }
    }

    private Map<EntityId, EntityId> numbers(List<ListenedThread> listened) {
        List<EntityId> ids = listened.stream().map(ListenedThread::thread).toList();
        Set<Integer> slots = ids.stream().map(EntityId::slot).collect(Collectors.toSet());
        Map<EntityId, EntityId> numbers = new HashMap<>();
        router.inSlots(
                        slots,
                        (handle, together) -> ThreadTable.changedIds(
                                handle,
                                ids.stream()
                                        .filter(id -> together.contains(id.slot()))
                                        .toList()))
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue()));
        return numbers;
    }

    /** @return whether anybody was told anything */
    private boolean tell(ListenedThread listened, EntityId number) {
        boolean told = false;
        for (Map.Entry<ChangePosition, List<ThreadFollower>> at :
                followersNotAt(listened, number).entrySet()) {
            told |= tell(listened.thread(), at.getKey(), at.getValue());
        }
        return told;
    }

    private synchronized Map<ChangePosition, List<ThreadFollower>> followersNotAt(
            ListenedThread listened, EntityId number) {
        return listened.followersNotAt(number);
    }

    private boolean tell(EntityId thread, ChangePosition seen, List<ThreadFollower> followers) {
        ChangePosition position = seen;
        boolean hasMore = true;
        while (hasMore) {
            ThreadChanges.Changes piece = changes.since(thread, position, PIECE);
            if (piece.thread().isEmpty()) {
                return !position.equals(seen);
            }
            for (ThreadFollower follower : followers) {
                if (!follower.tell(piece)) {
                    end(thread, follower);
                }
            }
            position = piece.position();
            hasMore = piece.hasMore();
        }
        return true;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "thread-events-round");
        thread.setDaemon(true);
        return thread;
    }
}
