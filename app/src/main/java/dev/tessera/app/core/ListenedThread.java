package dev.tessera.app.core;

import dev.tessera.app.core.page.ChangePosition;
import dev.tessera.shardconfig.EntityId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A thread with its listeners, and when it is to be asked next. Guarded by {@link ThreadEvents}. */
final class ListenedThread {
    private static final long ACTIVE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    private final EntityId thread;
    private final Set<ThreadFollower> followers = new HashSet<>();
    private long pause = ACTIVE_NANOS;
    private long dueAt = System.nanoTime();
    private boolean isAsked;
    private boolean isWoken;

    ListenedThread(EntityId thread) {
        this.thread = thread;
    }

    EntityId thread() {
        return thread;
    }

    /** Is told at once what it lacks. */
    void add(ThreadFollower follower) {
        followers.add(follower);
        wake();
    }

    boolean remove(ThreadFollower follower) {
        return followers.remove(follower);
    }

    boolean isEmpty() {
        return followers.isEmpty();
    }

    /** Those who haven't seen everything up to the number, by what they have seen. */
    Map<ChangePosition, List<ThreadFollower>> followersNotAt(EntityId number) {
        return followers.stream()
                .filter(follower -> !follower.position().isAt(number))
                .collect(Collectors.groupingBy(ThreadFollower::position));
    }

    boolean isDue(long now) {
        return !isAsked && now - dueAt >= 0;
    }

    void wake() {
        isWoken = true;
        dueAt = System.nanoTime();
    }

    void ask() {
        isAsked = true;
        isWoken = false;
    }

    /**
     * Half a second after activity, and then rarer and rarer.
     *
     * @param many whether so many threads are listened to that the active ones wait twice as long
     */
    void asked(boolean changed, boolean many) {
        isAsked = false;
        long active = many ? 2 * ACTIVE_NANOS : ACTIVE_NANOS;
        pause = changed ? active : Math.min(IDLE_NANOS, Math.max(active, pause + pause / 2));
        if (!isWoken) {
            dueAt = System.nanoTime() + pause;
        }
    }
}
