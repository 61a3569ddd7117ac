package dev.tessera.bench.routing.sides;

import dev.tessera.shardconfig.EntityId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Which rows there are. In every bucket the same, with ids that can be computed, so that nobody has to look one up or remember it.
 * Thread-safe.
 */
public final class Dataset {
    static final int USERS = 20;
    public static final int THREADS = 8;
    static final int COMMENTS_OF_THREAD = 50;
    static final int COMMENTS = THREADS * COMMENTS_OF_THREAD;
    static final int PAGE = 20;

    private static final long FIRST_NEW = 1_000_000;

    private final int buckets;
    private final AtomicLong inserted = new AtomicLong(FIRST_NEW);

    public Dataset(int buckets) {
        this.buckets = buckets;
    }

    static long userId(int bucket, int user) {
        return EntityId.of(1 + user, bucket, 0).value();
    }

    static long threadId(int bucket, int thread) {
        return EntityId.of(1 + thread, bucket, 0).value();
    }

    /** Comments go round the threads of their bucket: comment n stands in thread n mod {@link #THREADS}. */
    public static long commentId(int bucket, int comment) {
        return EntityId.of(1 + comment, bucket, 0).value();
    }

    public int anyBucket() {
        return any(buckets);
    }

    public long anyComment(int bucket) {
        return commentId(bucket, any(COMMENTS));
    }

    /** A comment of the thread with at least a page of others behind it. */
    long pageStart(int bucket, int thread) {
        return commentId(bucket, thread + THREADS * any(COMMENTS_OF_THREAD - PAGE));
    }

    CommentInsert newComment() {
        int bucket = anyBucket();
        long id = EntityId.of(inserted.getAndIncrement(), bucket, 0).value();
        return new CommentInsert(bucket, id, threadId(bucket, any(THREADS)), userId(bucket, any(USERS)));
    }

    public static int any(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
