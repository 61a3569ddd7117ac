package dev.tessera.testbed.workload.state;

import dev.tessera.shardconfig.BucketId;
import java.util.List;

/** A bucket that was filled past the apps, as {@link Preload} did it: clients go on with its threads and users, the audit knows its rows. */
public final class Preloaded {
    private final BucketId bucket;
    private final List<KnownUser> users;
    private final List<KnownThread> threads;

    Preloaded(BucketId bucket, List<KnownUser> users, List<KnownThread> threads) {
        this.bucket = bucket;
        this.users = List.copyOf(users);
        this.threads = List.copyOf(threads);
    }

    public BucketId bucket() {
        return bucket;
    }

    /** Tombstones among them. */
    public int comments() {
        return threads.stream().mapToInt(thread -> thread.comments().size()).sum();
    }

    List<KnownUser> users() {
        return users;
    }

    List<KnownThread> threads() {
        return threads;
    }
}
