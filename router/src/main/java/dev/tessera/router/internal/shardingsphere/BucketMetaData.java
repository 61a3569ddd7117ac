package dev.tessera.router.internal.shardingsphere;

import com.zaxxer.hikari.HikariDataSource;
import dev.tessera.router.StatementRefusedException;
import dev.tessera.router.internal.route.LogicalTable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.infra.config.props.ConfigurationProperties;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstance;
import org.apache.shardingsphere.infra.instance.ComputeNodeInstanceContext;
import org.apache.shardingsphere.infra.instance.metadata.jdbc.JDBCInstanceMetaData;
import org.apache.shardingsphere.infra.metadata.ShardingSphereMetaData;
import org.apache.shardingsphere.infra.metadata.database.ShardingSphereDatabase;
import org.apache.shardingsphere.infra.metadata.database.resource.ResourceMetaData;
import org.apache.shardingsphere.infra.metadata.database.rule.RuleMetaData;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereColumn;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereSchema;
import org.apache.shardingsphere.infra.metadata.database.schema.model.ShardingSphereTable;
import org.apache.shardingsphere.infra.spi.type.typed.TypedSPILoader;
import org.apache.shardingsphere.infra.util.eventbus.EventBusContext;
import org.apache.shardingsphere.parser.rule.SQLParserRule;
import org.apache.shardingsphere.parser.rule.builder.DefaultSQLParserRuleConfigurationBuilder;
import org.apache.shardingsphere.sharding.api.config.ShardingRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableReferenceRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.rule.ShardingTableRuleConfiguration;
import org.apache.shardingsphere.sharding.api.config.strategy.sharding.HintShardingStrategyConfiguration;
import org.apache.shardingsphere.sharding.rule.ShardingRule;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sqltranslator.rule.SQLTranslatorRule;
import org.apache.shardingsphere.sqltranslator.rule.builder.DefaultSQLTranslatorRuleConfigurationBuilder;
import org.apache.shardingsphere.timeservice.core.rule.TimestampServiceRule;
import org.apache.shardingsphere.timeservice.core.rule.builder.DefaultTimestampServiceConfigurationBuilder;

/**
 * The metadata that ShardingSphere needs to compile statements of a bucket: one data source, the logical tables, and two placeholder
 * buckets. Built without a connection to any server.
 */
final class BucketMetaData {
    static final String DATABASE = "tessera";
    static final DatabaseType MYSQL = TypedSPILoader.getService(DatabaseType.class, "MySQL");

    private static final String SHARD = "shard";
    private static final String ALGORITHM = "placeholder";

    private static final SQLParserRule PARSER =
            new SQLParserRule(new DefaultSQLParserRuleConfigurationBuilder().build());

    private BucketMetaData() {}

    /** @throws StatementRefusedException when it isn't SQL that ShardingSphere knows */
    static SQLStatement parse(String sql) {
        try {
            return PARSER.getSQLParserEngine(MYSQL).parse(sql, false);
        } catch (RuntimeException failure) {
            throw new StatementRefusedException(ParserWords.of(failure), sql, failure);
        }
    }

    static ShardingSphereMetaData of(List<LogicalTable> tables) {
        Map<String, DataSource> dataSources = Map.of(SHARD, neverConnected());
        ShardingRule rule = new ShardingRule(configuration(tables), dataSources, instance(), List.of());
        ResourceMetaData resources = new ResourceMetaData(dataSources);
        ShardingSphereSchema schema = new ShardingSphereSchema(
                DATABASE, tables.stream().map(BucketMetaData::table).toList(), List.of());
        ShardingSphereDatabase database = new ShardingSphereDatabase(
                DATABASE, MYSQL, resources, new RuleMetaData(List.of(rule)), List.of(schema));
        return new ShardingSphereMetaData(
                List.of(database),
                new ResourceMetaData(Map.of()),
                new RuleMetaData(List.of(
                        PARSER,
                        new SQLTranslatorRule(new DefaultSQLTranslatorRuleConfigurationBuilder().build()),
                        new TimestampServiceRule(new DefaultTimestampServiceConfigurationBuilder().build()))),
                new ConfigurationProperties(new Properties()));
    }

    private static ShardingRuleConfiguration configuration(List<LogicalTable> tables) {
        ShardingRuleConfiguration configuration = new ShardingRuleConfiguration();
        tables.forEach(table -> configuration.getTables().add(rule(table.name())));
        // Without a binding group a join of two tables is the product of all buckets.
        String together = tables.stream().map(LogicalTable::name).collect(Collectors.joining(","));
        configuration.getBindingTableGroups().add(new ShardingTableReferenceRuleConfiguration("bucket", together));
        configuration.getShardingAlgorithms().put(ALGORITHM, algorithm());
        return configuration;
    }

    private static ShardingTableRuleConfiguration rule(String table) {
        // <LITERAL> keeps ShardingSphere from compiling the list as a Groovy script.
        String nodes = PlaceholderBucket.suffixes().stream()
                .map(suffix -> SHARD + "." + table + suffix)
                .collect(Collectors.joining(",", "<LITERAL>", ""));
        ShardingTableRuleConfiguration rule = new ShardingTableRuleConfiguration(table, nodes);
        rule.setTableShardingStrategy(new HintShardingStrategyConfiguration(ALGORITHM));
        return rule;
    }

    private static AlgorithmConfiguration algorithm() {
        Properties properties = new Properties();
        properties.setProperty("strategy", "HINT");
        properties.setProperty("algorithmClassName", PlaceholderBucket.class.getName());
        return new AlgorithmConfiguration("CLASS_BASED", properties);
    }

    private static ShardingSphereTable table(LogicalTable table) {
        return new ShardingSphereTable(
                table.name(),
                table.columns().stream().map(BucketMetaData::column).toList(),
                List.of(),
                List.of());
    }

    private static ShardingSphereColumn column(LogicalTable.LogicalColumn column) {
        return new ShardingSphereColumn(
                column.name(), column.jdbcType(), column.primaryKey(), false, false, true, false, true);
    }

    private static DataSource neverConnected() {
        HikariDataSource dataSource = new HikariDataSource();
        dataSource.setJdbcUrl("jdbc:mysql://127.0.0.1:3306/" + DATABASE);
        dataSource.setUsername(DATABASE);
        dataSource.setPassword("");
        return dataSource;
    }

    private static ComputeNodeInstanceContext instance() {
        ComputeNodeInstanceContext instance = new ComputeNodeInstanceContext(
                new ComputeNodeInstance(new JDBCInstanceMetaData("router", DATABASE)),
                new ModeConfiguration("Standalone", null),
                new EventBusContext());
        // Asked for by the default key generator, which no table of a bucket uses.
        instance.init(properties -> 0, null);
        return instance;
    }
}
