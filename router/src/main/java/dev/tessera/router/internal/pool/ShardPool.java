package dev.tessera.router.internal.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardMetrics;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.failure.FailureKind;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.redaction.Redaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one shard. Isolates its failures from other shards: a bounded wait, a limit on the threads it may block, and a watch
 * that refuses requests at once when it is down. Opening it needs no server. Thread-safe.
 */
public final class ShardPool implements AutoCloseable {
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    /** Far longer than the pauses of a service in use, which must not pay for a new connection. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** Longer than the pauses between requests to a shard in use: its watch needn't be woken for each. */
    private static final Duration REST_AFTER = Duration.ofMillis(500);

    private final ShardName shard;
    private final ServerAddress address;
    private final ShardSource source;
    private final HikariDataSource pool;
    private final int maxThreads;
    private final Duration maxTransactionAge;
    private final Semaphore threads;
    private final ShardMeter meter;
    private final Set<ShardLease> leases = ConcurrentHashMap.newKeySet();
    private final ShardWatch watch;
    private volatile long lastAnswer = System.nanoTime();
    private volatile boolean retired;

    ShardPool(ShardName shard, ServerAddress address, Set<String> servers, RouterConfig config, ShardMeter meter) {
        this.shard = shard;
        this.address = address;
        this.meter = meter;
        this.source = new ShardSource(
                url(address, config, config.acquireTimeout(), SOCKET_TIMEOUT),
                config.user(),
                config.password(),
                servers);
        this.pool = new HikariDataSource(hikari(shard, source, config));
        this.maxThreads = config.maxThreadsPerShard();
        this.maxTransactionAge = config.maxTransactionAge();
        this.threads = new Semaphore(maxThreads);
        ShardSource watchSource = new ShardSource(
                url(address, config, ShardWatch.SIGN_IN_WITHIN, ShardWatch.SIGN_IN_WITHIN),
                config.user(),
                config.password(),
                servers);
        this.watch = new ShardWatch(this, watchSource);
        watch.start();
    }

    private static String url(
            ServerAddress address, RouterConfig config, Duration connectTimeout, Duration socketTimeout) {
        return MySqlUrl.of(address, BucketTables.LIVE_SCHEMA, config.tls(), connectTimeout, socketTimeout);
    }

    private static HikariConfig hikari(ShardName shard, ShardSource source, RouterConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(shard.value());
        hikari.setDataSource(source);
        hikari.setMaximumPoolSize(config.poolSize());
        // A router of 64 shards would otherwise hold connections to each that nobody asked for.
        hikari.setMinimumIdle(0);
        hikari.setIdleTimeout(IDLE_TIMEOUT.toMillis());
        hikari.setConnectionTimeout(config.acquireTimeout().toMillis());
        hikari.setValidationTimeout(config.acquireTimeout().toMillis());
        // The shard may be down now and come later.
        hikari.setInitializationFailTimeout(-1);
        return hikari;
    }

    ShardName shard() {
        return shard;
    }

    ServerAddress address() {
        return address;
    }

    public ShardMeter meter() {
        return meter;
    }

    /** @param servers the {@code server_uuid}s that are the shard from now on */
    void trust(Set<String> servers) {
        source.trust(servers);
        watch.trust(servers);
    }

    /**
     * Lends a connection.
     *
     * @throws ShardUnavailableException at once while the shard is down, else when no connection came in time
     * @throws AttemptFailedException when another pool has taken this one's place
     */
    public ShardLease lease() throws AttemptFailedException {
        watch.problem().ifPresent(problem -> {
            throw unavailable(problem, null);
        });
        if (!threads.tryAcquire()) {
            throw unavailable("too many requests wait for it", null);
        }
        watch.awake();
        long begun = System.nanoTime();
        try {
            ShardLease lease = new ShardLease(this, pool.getConnection(), new TransactionClock(maxTransactionAge));
            leases.add(lease);
            return lease;
        } catch (SQLException failure) {
            threads.release();
            if (retired) {
                throw new AttemptFailedException(FailureKind.RUN_AGAIN, failure);
            }
            watch.suspect();
            throw unavailable("no connection in time", failure);
        } finally {
            meter.acquireSince(begun);
        }
    }

    void giveBack(ShardLease lease, boolean usable) {
        leases.remove(lease);
        threads.release();
        if (usable) {
            lastAnswer = System.nanoTime();
        } else {
            pool.evictConnection(lease.connection());
        }
        try {
            lease.connection().close();
        } catch (SQLException failure) {
            pool.evictConnection(lease.connection());
        }
    }

    /** A connection broke: the server may be gone. */
    public void suspect() {
        watch.suspect();
    }

    /** How long attempts have been waiting without any answer of the shard; zero when none waits. */
    Duration silence() {
        long now = System.nanoTime();
        long sinceAnswer = now - lastAnswer;
        long longestWait =
                leases.stream().mapToLong(lease -> now - lease.since()).max().orElse(0);
        return Duration.ofNanos(Math.min(sinceAnswer, longestWait));
    }

    /** Whether nobody is at work, nor was a moment ago. */
    boolean isAtRest() {
        return threads.availablePermits() == maxThreads && System.nanoTime() - lastAnswer > REST_AFTER.toNanos();
    }

    /** By {@link System#nanoTime}. */
    long lastAnswer() {
        return lastAnswer;
    }

    /** Breaks the connections of transactions that have become too old: MySQL rolls them back. */
    void abortTooOld() {
        leases.stream().filter(lease -> lease.clock().isOverdue()).forEach(ShardLease::abort);
    }

    /** Breaks every connection, so that nobody goes on waiting for a server that doesn't answer. */
    void abortAll() {
        leases.forEach(ShardLease::abort);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** What is wrong with the shard; empty when it answers. */
    public Optional<String> problem() {
        Optional<String> known = watch.problem();
        return known.isPresent() ? known : ping();
    }

    ShardMetrics metrics() {
        HikariPoolMXBean gauges = pool.getHikariPoolMXBean();
        return new ShardMetrics(
                watch.problem(),
                gauges.getActiveConnections(),
                gauges.getIdleConnections(),
                gauges.getThreadsAwaitingConnection(),
                maxThreads - threads.availablePermits(),
                meter.errors(),
                meter.retries(),
                meter.statementSeconds(),
                meter.acquireSeconds(),
                meter.transactions(),
                meter.commitSeconds(),
                meter.acrossShardsReads());
    }

    private Optional<String> ping() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1) ? Optional.empty() : Optional.of("doesn't answer a ping");
        } catch (SQLException failure) {
            return Optional.of(Redaction.message(failure));
        }
    }

    /** Another pool takes over: whoever holds a connection may finish, for as long as the limit. Returns when all is closed. */
    void retire(Duration limit) {
        retired = true;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (!leases.isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public void close() {
        retired = true;
        watch.close();
        source.close();
        pool.close();
    }

    private ShardUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        meter.unavailable();
        return new ShardUnavailableException(shard, reason, RETRY_AFTER, cause);
    }
}
