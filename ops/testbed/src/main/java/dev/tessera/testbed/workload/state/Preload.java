package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.SlotFunction;
import dev.tessera.shardconfig.ThreadKey;
import dev.tessera.shardconfig.UserHandle;
import dev.tessera.shardconfig.cluster.Credentials;
import dev.tessera.testbed.PlantedValues;
import dev.tessera.testbed.process.TestbedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fills a bucket past the apps with the rows that they would have written: users, threads, comments (a quarter of them answers, some edited,
 * some deleted) and the entries of their authors' indexes, all relayed. Nobody may move the bucket meanwhile. Thread-safe.
 *
 * <pre>{@code
 * Preloaded full = new Preload(shards, account).fill(bucket, 200_000);
 * }</pre>
 */
public final class Preload {
    private static final int USERS = 16;
    private static final int COMMENTS_PER_THREAD = 5_000;
    private static final int MIN_THREADS = 8;

    /** Ids are one a millisecond; all lie in the past, so that whatever the apps write comes after them. */
    private static final Duration AGE = Duration.ofHours(1);

    private final List<ServerAddress> shards;
    private final Credentials account;

    /** @param account may write to {@code tessera} on the shards */
    public Preload(List<ServerAddress> shards, Credentials account) {
        this.shards = List.copyOf(shards);
        this.account = account;
    }

    /** @throws TestbedException when the rows can't be written */
    public Preloaded fill(BucketId bucket, int comments) {
        long start = System.currentTimeMillis() - EntityId.EPOCH_MILLIS - AGE.toMillis() - comments;
        String series = PlantedValues.MARK + "-full-"
                + Integer.toString(ThreadLocalRandom.current().nextInt(1 << 24, 1 << 30), 36);
        List<KnownUser> users = users(series, start - 1);
        List<KnownThread> threads =
                threads(series, bucket, start - 1, Math.max(MIN_THREADS, comments / COMMENTS_PER_THREAD));
        PreloadedComments made = new PreloadedComments(start, users, threads, comments);
        Preloaded preloaded = new Preloaded(bucket, users, threads);
        write(preloaded, made.all());
        return preloaded;
    }

    private static List<KnownUser> users(String series, long millis) {
        List<KnownUser> users = new ArrayList<>();
        for (int number = 0; number < USERS; number++) {
            String handle = series + "-" + number;
            int slot = SlotFunction.slotOf(UserHandle.of(handle));
            users.add(new KnownUser(EntityId.of(millis, slot, number).value(), handle, true));
        }
        return users;
    }

    private static List<KnownThread> threads(String series, BucketId bucket, long millis, int count) {
        List<KnownThread> threads = new ArrayList<>();
        for (int number = 0; threads.size() < count; number++) {
            ThreadKey key = ThreadKey.of(series + ".example", "/" + number);
            int slot = SlotFunction.slotOf(key);
            if (bucket.contains(slot)) {
                long id = EntityId.of(millis - threads.size(), slot, 0).value();
                threads.add(new KnownThread(id, key.site(), key.path(), true));
            }
        }
        return threads;
    }

    /** Comments on one connection, everything else on another. */
    private void write(Preloaded preloaded, List<StoredComment> comments) {
        Callable<Void> mainRows = () -> {
            try (PreloadWriter writer = PreloadWriter.open(shards, account)) {
                writer.comments(preloaded.bucket(), preloaded.users(), comments);
            }
            return null;
        };
        Callable<Void> rowsBeside = () -> {
            try (PreloadWriter writer = PreloadWriter.open(shards, account)) {
                writer.users(preloaded.users());
                writer.threads(preloaded.bucket(), preloaded.threads(), comments);
                writer.index(comments);
            }
            return null;
        };
        ExecutorService executor = Executors.newFixedThreadPool(2, work -> new Thread(work, "tessera-preload"));
        try {
            for (Future<Void> part : executor.invokeAll(List.of(mainRows, rowsBeside))) {
                part.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TestbedException("interrupted while filling bucket " + preloaded.bucket(), e);
        } catch (ExecutionException e) {
            throw new TestbedException("bucket " + preloaded.bucket() + " can't be filled: " + e.getCause(), e);
        } finally {
            executor.shutdownNow();
        }
    }
}
