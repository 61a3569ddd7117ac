package dev.tessera.bench.measure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import dev.tessera.shardconfig.session.SessionPins;
import dev.tessera.shardconfig.session.SessionPurpose;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A pool for each shard, and the rule by which buckets lie on them: routing by hand. Connections are like those of the router. */
public final class HandRoutedPools implements AutoCloseable {
    public static final int CONNECTIONS = 16;

    private static final String URL =
            "jdbc:mysql://%s/%s?sslMode=DISABLED&allowPublicKeyRetrieval=true&useServerPrepStmts=false"
                    + "&cachePrepStmts=true&prepStmtCacheSqlLimit=2048"
                    + "&queryInfoCacheFactory=dev.tessera.router.internal.pool.QueryInfoCache"
                    + "&useLocalSessionState=true&rewriteBatchedStatements=true&tcpKeepAlive=true"
                    + "&connectTimeout=1000&socketTimeout=10000&connectionTimeZone=UTC&sessionVariables=";

    private static final String PINNED =
            URLEncoder.encode(SessionPins.of(SessionPurpose.APP).settings(), StandardCharsets.UTF_8);

    private final InitialBuckets buckets;
    private final List<HikariDataSource> pools;

    private HandRoutedPools(int buckets, List<HikariDataSource> pools) {
        this.buckets = new InitialBuckets(buckets);
        this.pools = pools;
    }

    public static HandRoutedPools open(ShardAccess access) {
        return open(access, 2);
    }

    /** Without a connection that nobody asked for. */
    public static HandRoutedPools openOnDemand(ShardAccess access) {
        return open(access, 0);
    }

    private static HandRoutedPools open(ShardAccess access, int minimumIdle) {
        List<HikariDataSource> pools = access.shards().stream()
                .map(address -> new HikariDataSource(config(access, address, minimumIdle)))
                .toList();
        return new HandRoutedPools(access.buckets(), pools);
    }

    private static HikariConfig config(ShardAccess access, ServerAddress address, int minimumIdle) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(URL.formatted(address, BucketTables.LIVE_SCHEMA) + PINNED);
        config.setUsername(access.user());
        config.setPassword(access.password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(minimumIdle);
        return config;
    }

    public List<HikariDataSource> pools() {
        return pools;
    }

    public Connection connection(int slot) throws SQLException {
        return pools.get(shardOf(indexOf(slot), buckets.count(), pools.size())).getConnection();
    }

    /** The index of the bucket that holds the slot. */
    public int indexOf(int slot) {
        return buckets.indexOf(slot);
    }

    /** As a new cluster places its buckets: contiguous ranges. */
    public static int shardOf(int index, int buckets, int shards) {
        return index * shards / buckets;
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
    }
}
