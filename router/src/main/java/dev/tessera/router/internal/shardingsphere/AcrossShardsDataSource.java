package dev.tessera.router.internal.shardingsphere;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tessera.router.PlacementSnapshot;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.placement.Placement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.NoneShardingStrategyConfiguration;
import org.jspecify.annotations.Nullable;

/** The ordinary ShardingSphereDataSource over every bucket, with small pools of its own. */
public final class AcrossShardsDataSource implements AutoCloseable {
    private static final String NAME = "tessera_across";

    private final Map<String, DataSource> pools;
    private final DataSource dataSource;

    private AcrossShardsDataSource(Map<String, DataSource> pools, DataSource dataSource) {
        this.pools = pools;
        this.dataSource = dataSource;
    }

    /**
     * Opens it.
     *
     * @param urls by the name of the shard: for ShardingSphere, which reads them
     * @param sources by the name of the shard: what connections come from
     */
    public static AcrossShardsDataSource open(
            PlacementSnapshot snapshot,
            Map<String, String> urls,
            Map<String, ? extends DataSource> sources,
            List<String> tables)
            throws SQLException {
        Map<String, DataSource> pools = new HashMap<>();
        sources.forEach((shard, source) -> pools.put(identifier(shard), pool(shard, urls.get(shard), source)));
        try {
            DataSource dataSource = ShardingSphereDataSourceFactory.createDataSource(
                    NAME, pools, List.of(rules(snapshot, tables)), new Properties());
            return new AcrossShardsDataSource(pools, dataSource);
        } catch (SQLException | RuntimeException failure) {
            pools.values().forEach(AcrossShardsDataSource::close);
            throw failure;
        }
    }

    public Connection connection() throws SQLException {
        return dataSource.getConnection();
    }

    @Override
    public void close() {
        close(dataSource);
        pools.values().forEach(AcrossShardsDataSource::close);
    }

    private static void close(DataSource source) {
        if (source instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }
    }

    private static DataSource pool(String shard, @Nullable String url, DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("across-" + shard);
        config.setJdbcUrl(url);
        config.setDataSource(source);
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        config.setReadOnly(true);
        return new HikariDataSource(config);
    }

    private static ShardingRuleConfiguration rules(PlacementSnapshot snapshot, List<String> tables) {
        ShardingRuleConfiguration rules = new ShardingRuleConfiguration();
        tables.forEach(
                table -> rules.getTables().add(rule(table, snapshot.placements().all())));
        rules.setDefaultDatabaseShardingStrategy(new NoneShardingStrategyConfiguration());
        rules.setDefaultTableShardingStrategy(new NoneShardingStrategyConfiguration());
        return rules;
    }

    private static ShardingTableRuleConfiguration rule(String table, List<Placement> placements) {
        // <LITERAL> keeps ShardingSphere from compiling the list as a Groovy script.
        return new ShardingTableRuleConfiguration(
                table,
                placements.stream()
                        .map(placement -> identifier(placement.shard().value()) + "."
                                + BucketTables.physicalName(table, placement.bucket()))
                        .collect(Collectors.joining(",", "<LITERAL>", "")));
    }

    private static String identifier(String shard) {
        return shard.replace('-', '_');
    }
}
