package dev.tessera.migrations.change;

import java.time.Duration;
import java.util.Optional;

/**
 * How buckets are migrated.
 *
 * @param canary the bucket that goes first, by name or one of its slots; empty: a small one that holds rows
 * @param canaryWait how long the others wait for it, while the app uses it
 * @param shardsAtOnce how many shards are worked at side by side; on each, one bucket at a time
 * @param allowBlocking true: a statement may make readers or writers of a bucket wait for as long as it takes
 * @param closeReverseReplication true: a bucket that can still go back by its last move is migrated, and can't then
 * @param ignoreStatements true: a change is made even if the app sends statements that no longer compile then
 */
public record MigrateOptions(
        Optional<String> canary,
        Duration canaryWait,
        int shardsAtOnce,
        boolean allowBlocking,
        boolean closeReverseReplication,
        boolean ignoreStatements) {
    public MigrateOptions {
        if (shardsAtOnce < 1) {
            throw new IllegalArgumentException("at least one shard at once");
        }
        if (canaryWait.isNegative()) {
            throw new IllegalArgumentException("nobody waits for " + canaryWait);
        }
    }

    public static MigrateOptions defaults() {
        return new MigrateOptions(Optional.empty(), Duration.ZERO, 16, false, false, false);
    }

    public MigrateOptions withCanary(String slotOrBucket) {
        return new MigrateOptions(
                Optional.of(slotOrBucket),
                canaryWait,
                shardsAtOnce,
                allowBlocking,
                closeReverseReplication,
                ignoreStatements);
    }

    public MigrateOptions withCanaryWait(Duration wait) {
        return new MigrateOptions(canary, wait, shardsAtOnce, allowBlocking, closeReverseReplication, ignoreStatements);
    }

    public MigrateOptions withShardsAtOnce(int shards) {
        return new MigrateOptions(canary, canaryWait, shards, allowBlocking, closeReverseReplication, ignoreStatements);
    }

    public MigrateOptions allowingBlocking() {
        return new MigrateOptions(canary, canaryWait, shardsAtOnce, true, closeReverseReplication, ignoreStatements);
    }

    public MigrateOptions closingReverseReplications() {
        return new MigrateOptions(canary, canaryWait, shardsAtOnce, allowBlocking, true, ignoreStatements);
    }

    public MigrateOptions ignoringStatements() {
        return new MigrateOptions(canary, canaryWait, shardsAtOnce, allowBlocking, closeReverseReplication, true);
    }
}
