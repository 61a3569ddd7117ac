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

/** The connections to one shard. Opening it needs no server; waiting for a connection is bounded. */
final class ShardPool implements AutoCloseable {
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    private final ShardName shard;
    private final ServerAddress address;
    private final HikariDataSource pool;

    ShardPool(ShardName shard, ServerAddress address, RouterConfig config) {
        this.shard = shard;
        this.address = address;
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName(shard.value());
        hikari.setJdbcUrl(MySqlUrl.of(address, BucketTables.LIVE_SCHEMA, config.acquireTimeout(), SOCKET_TIMEOUT));
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.poolSize());
        hikari.setMinimumIdle(Math.min(2, config.poolSize()));
        hikari.setConnectionTimeout(config.acquireTimeout().toMillis());
        hikari.setValidationTimeout(Math.max(250, config.acquireTimeout().toMillis()));
        // The shard may be down now and come later.
        hikari.setInitializationFailTimeout(-1);
        this.pool = new HikariDataSource(hikari);
    }

    ShardName shard() {
        return shard;
    }

    ServerAddress address() {
        return address;
    }

    Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException failure) {
            throw new ShardUnavailableException(shard, "no connection in time", Duration.ofSeconds(1), failure);
        }
    }

    /** Takes a connection out of the pool whose session can't be trusted any more. */
    void evict(Connection connection) {
        pool.evictConnection(connection);
    }

    Optional<String> problem() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(1) ? Optional.empty() : Optional.of("doesn't answer a ping");
        } catch (SQLException failure) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
