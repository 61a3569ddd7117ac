package dev.tessera.router.internal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tessera.router.AcrossShardsResult;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.router.RouterConfig;
import dev.tessera.router.RouterException;
import dev.tessera.router.internal.compile.BucketCatalog;
import dev.tessera.router.internal.failure.AttemptFailedException;
import dev.tessera.router.internal.pool.MySqlUrl;
import dev.tessera.router.internal.pool.ShardLease;
import dev.tessera.router.internal.pool.ShardPools;
import dev.tessera.router.internal.pool.ShardSource;
import dev.tessera.router.internal.route.LogicalTable;
import dev.tessera.router.internal.shardingsphere.AcrossShardsDataSource;
import dev.tessera.router.internal.shardingsphere.AcrossShardsShapes;
import dev.tessera.router.internal.snapshot.SnapshotKeeper;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.ShardName;
import dev.tessera.shardconfig.placement.Placement;
import dev.tessera.shardconfig.redaction.Redaction;
import dev.tessera.shardconfig.redaction.SafeSqlException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Executes statements over all buckets. One at a time: they are for operators, and their data source is built again when buckets move. */
final class AcrossShards implements AutoCloseable {
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration SOCKET_TIMEOUT = Duration.ofMinutes(10);
    private static final int TRIES = 3;

    private final RouterConfig config;
    private final SnapshotKeeper keeper;
    private final ShardPools pools;

    @GuardedBy("this") private @Nullable AcrossShardsDataSource dataSource;

    @GuardedBy("this") private long builtFor = -1;

    AcrossShards(RouterConfig config, SnapshotKeeper keeper, ShardPools pools) {
        this.config = config;
        this.keeper = keeper;
        this.pools = pools;
    }

    synchronized AcrossShardsResult run(String sql, Duration limit) {
        AcrossShardsShapes.check(sql);
        try {
            for (int run = 0; run < TRIES; run++) {
                PlacementSnapshot before = refreshed();
                AcrossShardsResult result = read(sql, limit, before);
                if (refreshed().version() == before.version()) {
                    return result;
                }
            }
        } catch (RouterException failure) {
            throw failure;
        } catch (SQLException | RuntimeException failure) {
            throw new RouterException("across shards: " + Redaction.message(failure), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RouterException("across shards: interrupted", interrupted);
        }
        throw new RouterException("across shards: buckets moved during each of " + TRIES + " tries; try again");
    }

    @Override
    public synchronized void close() {
        AcrossShardsDataSource open = dataSource;
        dataSource = null;
        if (open != null) {
            open.close();
        }
    }

    private PlacementSnapshot refreshed() throws InterruptedException {
        keeper.refresh(REFRESH);
        return keeper.current();
    }

    @GuardedBy("this") private AcrossShardsResult read(String sql, Duration limit, PlacementSnapshot snapshot) throws SQLException {
        try (Connection connection = dataSource(snapshot).connection();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(Math.toIntExact(Math.max(1, limit.toSeconds())));
            snapshot.shards().keySet().forEach(shard -> pools.meter(shard).readAcrossShards());
            try (ResultSet rows = statement.executeQuery(sql)) {
                return result(rows, snapshot.version());
            }
        }
    }

    private static AcrossShardsResult result(ResultSet rows, long version) throws SQLException {
        ResultSetMetaData metaData = rows.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int column = 1; column <= metaData.getColumnCount(); column++) {
            columns.add(metaData.getColumnLabel(column));
        }
        List<List<@Nullable Object>> values = new ArrayList<>();
        while (rows.next()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 1; column <= columns.size(); column++) {
                row.add(rows.getObject(column));
            }
            values.add(row);
        }
        return new AcrossShardsResult(columns, values, version);
    }

    @GuardedBy("this") private AcrossShardsDataSource dataSource(PlacementSnapshot snapshot) throws SQLException {
        AcrossShardsDataSource open = dataSource;
        if (open != null && builtFor == snapshot.version()) {
            return open;
        }
        close();
        requireAllShards(snapshot);
        Map<String, String> urls = urls(snapshot);
        AcrossShardsDataSource built =
                AcrossShardsDataSource.open(snapshot, urls, sources(snapshot, urls), tables(snapshot));
        dataSource = built;
        builtFor = snapshot.version();
        return built;
    }

    private void requireAllShards(PlacementSnapshot snapshot) {
        snapshot.shards().keySet().forEach(shard -> pools.of(shard).problem().ifPresent(problem -> {
            throw new RouterException("across shards: shard " + shard + " can't be read: " + problem);
        }));
    }

    private List<String> tables(PlacementSnapshot snapshot) throws SQLException {
        Placement any = snapshot.placements().all().get(0);
        try (ShardLease lease = pools.of(any.shard()).lease()) {
            List<String> tables = BucketCatalog.read(lease.connection(), any.bucket()).stream()
                    .map(LogicalTable::name)
                    .toList();
            lease.markUsable();
            return tables;
        } catch (AttemptFailedException replaced) {
            throw new SafeSqlException("the shard's address has just changed; try again", replaced);
        }
    }

    /** As those of the pools for work in buckets: each connection is asked who answers, and what its session means. */
    private Map<String, ShardSource> sources(PlacementSnapshot snapshot, Map<String, String> urls) {
        return snapshot.shards().keySet().stream()
                .collect(Collectors.toMap(
                        ShardName::value,
                        shard -> new ShardSource(
                                Objects.requireNonNull(urls.get(shard.value())),
                                config.user(),
                                config.password(),
                                snapshot.serversOf(shard))));
    }

    private Map<String, String> urls(PlacementSnapshot snapshot) {
        return snapshot.shards().entrySet().stream()
                .collect(Collectors.toMap(
                        shard -> shard.getKey().value(),
                        shard -> MySqlUrl.of(
                                shard.getValue(),
                                BucketTables.LIVE_SCHEMA,
                                config.tls(),
                                config.acquireTimeout(),
                                SOCKET_TIMEOUT)));
    }
}
