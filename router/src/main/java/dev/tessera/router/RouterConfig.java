package dev.tessera.router;

import dev.tessera.shardconfig.ServerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration of a router; the router reads the rest from the directory.
 *
 * @param directory where the directory's MySQL listens
 * @param directorySchema the schema that holds it, {@code tessera_directory} by habit
 * @param user the app's MySQL account, the same on the directory and on every shard
 * @param password of that account
 * @param tls what connections do about TLS
 * @param poolSize connections kept for each shard
 * @param maxThreadsPerShard how many requests may use one shard or wait for it; the next is refused at once
 * @param acquireTimeout how long a request waits for a connection of its shard
 * @param refreshInterval how often the directory's version is asked for
 * @param snapshotFile where the last snapshot of the directory is kept, for a start while that is down
 * @param maxWaitersPerBucket how many requests may wait for one bucket that moves; the next is refused at once
 * @param retryBudget how long a unit of work may be repeated or wait for a bucket that moves
 * @param maxTransactionAge how long one transaction may hold its bucket's tables; then it is rolled back
 */
public record RouterConfig(
        ServerAddress directory,
        String directorySchema,
        String user,
        String password,
        Tls tls,
        int poolSize,
        int maxThreadsPerShard,
        Duration acquireTimeout,
        Duration refreshInterval,
        Optional<Path> snapshotFile,
        int maxWaitersPerBucket,
        Duration retryBudget,
        Duration maxTransactionAge) {

    /** The defaults for everything but the directory and the account. */
    public static RouterConfig of(ServerAddress directory, String directorySchema, String user, String password) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                Tls.PREFERRED,
                16,
                64,
                Duration.ofSeconds(1),
                Duration.ofMillis(500),
                Optional.empty(),
                64,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2));
    }

    /** The same, with that many connections to each shard and four times as many requests that may wait for one. */
    public RouterConfig withPoolSize(int connections) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                tls,
                connections,
                4 * connections,
                acquireTimeout,
                refreshInterval,
                snapshotFile,
                maxWaitersPerBucket,
                retryBudget,
                maxTransactionAge);
    }

    public RouterConfig withTls(Tls newTls) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                newTls,
                poolSize,
                maxThreadsPerShard,
                acquireTimeout,
                refreshInterval,
                snapshotFile,
                maxWaitersPerBucket,
                retryBudget,
                maxTransactionAge);
    }

    public RouterConfig withRefreshInterval(Duration interval) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                tls,
                poolSize,
                maxThreadsPerShard,
                acquireTimeout,
                interval,
                snapshotFile,
                maxWaitersPerBucket,
                retryBudget,
                maxTransactionAge);
    }

    public RouterConfig withRetryBudget(Duration budget) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                tls,
                poolSize,
                maxThreadsPerShard,
                acquireTimeout,
                refreshInterval,
                snapshotFile,
                maxWaitersPerBucket,
                budget,
                maxTransactionAge);
    }

    public RouterConfig withSnapshotFile(Path file) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                tls,
                poolSize,
                maxThreadsPerShard,
                acquireTimeout,
                refreshInterval,
                Optional.of(file),
                maxWaitersPerBucket,
                retryBudget,
                maxTransactionAge);
    }

    /** A quarter of the threads that serve requests is a good figure. */
    public RouterConfig withMaxWaitersPerBucket(int waiters) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                tls,
                poolSize,
                maxThreadsPerShard,
                acquireTimeout,
                refreshInterval,
                snapshotFile,
                waiters,
                retryBudget,
                maxTransactionAge);
    }

    public RouterConfig withMaxTransactionAge(Duration age) {
        return new RouterConfig(
                directory,
                directorySchema,
                user,
                password,
                tls,
                poolSize,
                maxThreadsPerShard,
                acquireTimeout,
                refreshInterval,
                snapshotFile,
                maxWaitersPerBucket,
                retryBudget,
                age);
    }

    @Override
    public String toString() {
        return "RouterConfig[" + user + "@" + directory + "/" + directorySchema + "]";
    }
}
