package dev.tessera.bench.routing.sides;

import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which rows there are. In the first slot of every bucket the same, with ids that can be computed, so that nobody has to look one up or remember it.
 * Thread-safe.
 */
public final class Dataset {
    static final int USERS = 20;
    public static final int THREADS = 8;
    static final int COMMENTS_OF_THREAD = 50;
    static final int COMMENTS = THREADS * COMMENTS_OF_THREAD;
    static final int PAGE = 20;

    private static final long FIRST_NEW = 1_000_000;

    private final InitialBuckets buckets;
    private final AtomicLong inserted = new AtomicLong(FIRST_NEW);

    public Dataset(int buckets) {
        this.buckets = new InitialBuckets(buckets);
    }

    static long userId(int slot, int user) {
        return EntityId.of(1 + user, slot, 0).value();
    }

    static long threadId(int slot, int thread) {
        return EntityId.of(1 + thread, slot, 0).value();
    }

    /** Comments go round the threads of their slot: comment n stands in thread n mod {@link #THREADS}. */
    public static long commentId(int slot, int comment) {
        return EntityId.of(1 + comment, slot, 0).value();
    }

    public int anySlot() {
        return buckets.get(any(buckets.count())).firstSlot();
    }

    public long anyComment(int slot) {
        return commentId(slot, any(COMMENTS));
    }

    /** A comment of the thread with at least a page of others behind it. */
    long pageStart(int slot, int thread) {
        return commentId(slot, thread + THREADS * any(COMMENTS_OF_THREAD - PAGE));
    }

    CommentInsert newComment() {
        int slot = anySlot();
        long id = EntityId.of(inserted.getAndIncrement(), slot, 0).value();
        return new CommentInsert(slot, id, threadId(slot, any(THREADS)), userId(slot, any(USERS)));
    }

    public static int any(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
