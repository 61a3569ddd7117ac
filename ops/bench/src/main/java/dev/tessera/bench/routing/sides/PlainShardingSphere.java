package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.ShardAccess;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.infra.hint.HintManager;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.HintShardingStrategyConfiguration;

/** ShardingSphere-JDBC as its manual has it: one data source over all shards, routed by hint, for every statement anew. */
final class PlainShardingSphere implements Side {
    private static final List<String> TABLES = List.of("comments", "threads", "outbox");

    private final HandRoutedPools pools;
    private final DataSource dataSource;

    PlainShardingSphere(ShardAccess access) throws SQLException {
        this.pools = HandRoutedPools.open(access);
        Map<String, DataSource> shards = new LinkedHashMap<>();
        pools.pools().forEach(pool -> shards.put(BucketHint.shardName(shards.size()), pool));
        this.dataSource = ShardingSphereDataSourceFactory.createDataSource(
                BucketTables.LIVE_SCHEMA,
                shards,
                List.of(rules(access.buckets(), access.shards().size())),
                new Properties());
    }

    private static ShardingRuleConfiguration rules(int buckets, int shards) {
        ShardingRuleConfiguration rules = new ShardingRuleConfiguration();
        rules.getShardingAlgorithms().put("shard", algorithm(buckets, shards));
        rules.getShardingAlgorithms().put("bucket", algorithm(buckets, 0));
        TABLES.forEach(table -> rules.getTables().add(table(table, buckets, shards)));
        return rules;
    }

    private static ShardingTableRuleConfiguration table(String table, int buckets, int shards) {
        // <LITERAL> keeps ShardingSphere from compiling the list as a Groovy script.
        InitialBuckets all = new InitialBuckets(buckets);
        String nodes = IntStream.range(0, buckets)
                .mapToObj(index -> BucketHint.shardName(HandRoutedPools.shardOf(index, buckets, shards)) + "."
                        + BucketTables.physicalName(table, all.get(index)))
                .collect(Collectors.joining(",", "<LITERAL>", ""));
        ShardingTableRuleConfiguration rule = new ShardingTableRuleConfiguration(table, nodes);
        rule.setDatabaseShardingStrategy(new HintShardingStrategyConfiguration("shard"));
        rule.setTableShardingStrategy(new HintShardingStrategyConfiguration("bucket"));
        return rule;
    }

    private static AlgorithmConfiguration algorithm(int buckets, int shards) {
        Properties properties = new Properties();
        properties.setProperty("strategy", "HINT");
        properties.setProperty("algorithmClassName", BucketHint.class.getName());
        properties.setProperty(BucketHint.BUCKETS, Integer.toString(buckets));
        properties.setProperty(BucketHint.SHARDS, Integer.toString(shards));
        return new AlgorithmConfiguration("CLASS_BASED", properties);
    }

    private HintManager hint(int slot, List<String> tables) {
        HintManager hint = HintManager.getInstance();
        for (String table : tables) {
            hint.addDatabaseShardingValue(table, pools.indexOf(slot));
            hint.addTableShardingValue(table, pools.indexOf(slot));
        }
        return hint;
    }

    @Override
    public CommentRow read(int slot, long comment) throws SQLException {
        return onComments(slot, connection -> JdbcWork.read(connection, RoutingStatements.LOGICAL, comment));
    }

    /** Runs work on the comments of a slot. */
    <T> T onComments(int slot, CommentReads.Work<T> work) throws SQLException {
        try (HintManager hint = hint(slot, TABLES.subList(0, 1));
                Connection connection = dataSource.getConnection()) {
            return work.run(connection);
        }
    }

    @Override
    public List<CommentRow> page(int slot, long thread, long after) throws SQLException {
        try (HintManager hint = hint(slot, TABLES.subList(0, 1));
                Connection connection = dataSource.getConnection()) {
            return JdbcWork.page(connection, RoutingStatements.LOGICAL, thread, after);
        }
    }

    @Override
    public void insert(CommentInsert comment) throws SQLException {
        try (HintManager hint = hint(comment.slot(), TABLES.subList(0, 1));
                Connection connection = dataSource.getConnection()) {
            JdbcWork.insert(connection, RoutingStatements.LOGICAL, comment);
        }
    }

    @Override
    public void transaction(CommentInsert comment) throws SQLException {
        try (HintManager hint = hint(comment.slot(), TABLES);
                Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            JdbcWork.threeStatements(connection, RoutingStatements.LOGICAL, comment);
            connection.commit();
        }
    }

    @Override
    public void close() {
        if (dataSource instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception failure) {
                throw new IllegalStateException("ShardingSphere can't be closed", failure);
            }
        }
        pools.close();
    }
}
