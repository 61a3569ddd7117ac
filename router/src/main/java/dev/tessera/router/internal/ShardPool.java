package dev.tessera.router.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.ShardUnavailableException;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.ShardName;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one shard, and what keeps its trouble from others: a bounded wait, a cap on the threads it may hold, and a
 * watch that says at once when it is down. Opening it needs no server. Thread-safe.
 */
final class ShardPool implements AutoCloseable {
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final ShardName shard;
    private final ServerAddress address;
    private final HikariDataSource pool;
    private final Semaphore threads;
    private final Set<ShardLease> leases = ConcurrentHashMap.newKeySet();
    private final ShardWatch watch;
    private volatile long lastAnswer = System.nanoTime();

    ShardPool(ShardName shard, ServerAddress address, RouterConfig config) {
        this.shard = shard;
        this.address = address;
        this.pool = new HikariDataSource(hikari(shard, address, config));
        this.threads = new Semaphore(config.maxThreadsPerShard());
        this.watch = new ShardWatch(this, config);
        watch.start();
    }

    private static HikariConfig hikari(ShardName shard, ServerAddress address, RouterConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(shard.value());
        hikari.setJdbcUrl(
                MySqlUrl.of(address, BucketTables.LIVE_SCHEMA, config.tls(), config.acquireTimeout(), SOCKET_TIMEOUT));
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.poolSize());
        hikari.setMinimumIdle(Math.min(2, config.poolSize()));
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

    /** @throws ShardUnavailableException at once while the shard is down, else when no connection came in time */
    ShardLease lease() {
        watch.problem().ifPresent(problem -> {
            throw unavailable(problem, null);
        });
        if (!threads.tryAcquire()) {
            throw unavailable("too many requests wait for it", null);
        }
        try {
            ShardLease lease = new ShardLease(this, pool.getConnection());
            leases.add(lease);
            return lease;
        } catch (SQLException failure) {
            threads.release();
            watch.suspect();
            throw unavailable("no connection in time", failure);
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
    void suspect() {
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

    /** Breaks every connection, so that nobody goes on waiting for a server that doesn't answer. */
    void abortAll() {
        leases.forEach(ShardLease::abort);
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** What is wrong with the shard; empty when it answers. */
    Optional<String> problem() {
        Optional<String> known = watch.problem();
        return known.isPresent() ? known : ping();
    }

    private Optional<String> ping() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1) ? Optional.empty() : Optional.of("doesn't answer a ping");
        } catch (SQLException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void close() {
        watch.close();
        pool.close();
    }

    private ShardUnavailableException unavailable(String reason, @Nullable Throwable cause) {
        return new ShardUnavailableException(shard, reason, RETRY_AFTER, cause);
    }
}
