package dev.tessera.router.internal.shardingsphere;

import dev.tessera.router.StatementRefusedException;
import dev.tessera.router.internal.route.CompiledRoute;
import dev.tessera.router.internal.route.LogicalTable;
import dev.tessera.router.internal.route.PhysicalTexts;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.shardingsphere.infra.binder.context.statement.SQLStatementContext;
import org.apache.shardingsphere.infra.binder.engine.SQLBindEngine;
import org.apache.shardingsphere.infra.connection.kernel.KernelProcessor;
import org.apache.shardingsphere.infra.executor.sql.context.ExecutionUnit;
import org.apache.shardingsphere.infra.hint.HintManager;
import org.apache.shardingsphere.infra.hint.HintValueContext;
import org.apache.shardingsphere.infra.metadata.ShardingSphereMetaData;
import org.apache.shardingsphere.infra.session.connection.ConnectionContext;
import org.apache.shardingsphere.infra.session.query.QueryContext;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;

/**
 * Has ShardingSphere parse, bind, route and rewrite a logical statement, and refuses it unless the result is exactly one statement on
 * tables of its bucket. Slow (a millisecond); results are cached. Thread-safe.
 */
public final class StatementCompiler {
    private final List<LogicalTable> tables;
    private final PhysicalTexts texts = new PhysicalTexts();
    private final ShardingSphereMetaData metaData;

    /** @param tables every table of a bucket, with its columns */
    public StatementCompiler(List<LogicalTable> tables) {
        this.tables = List.copyOf(tables);
        this.metaData = BucketMetaData.of(tables);
    }

    /** @throws StatementRefusedException quoting the statement, when it isn't one statement in its bucket */
    public CompiledRoute compile(String sql) {
        if (sql.contains(PlaceholderBucket.HERE) || sql.contains(PlaceholderBucket.ELSEWHERE)) {
            throw new StatementRefusedException("it names a placeholder bucket", sql);
        }
        SqlText.check(sql);
        SQLStatement statement = BucketMetaData.parse(sql);
        StatementRules.check(statement, sql);
        Collection<ExecutionUnit> units = route(statement, sql);
        if (units.size() != 1) {
            throw new StatementRefusedException("it makes " + units.size() + " statements, not one", sql);
        }
        String physical = units.iterator().next().getSqlUnit().getSql();
        if (physical.contains(PlaceholderBucket.ELSEWHERE)) {
            throw new StatementRefusedException("it leaves its bucket", sql);
        }
        List<String> pieces = Arrays.asList(physical.split(PlaceholderBucket.HERE, -1));
        return new CompiledRoute(pieces, !(statement instanceof SelectStatement), texts);
    }

    private Collection<ExecutionUnit> route(SQLStatement statement, String sql) {
        try (HintManager hint = HintManager.getInstance()) {
            tables.forEach(table -> hint.addTableShardingValue(table.name(), PlaceholderBucket.HERE));
            HintValueContext hints = new HintValueContext();
            // Placeholders have no value yet: routing by hint doesn't ask for one, paging only wants a number.
            List<Object> parameters = Collections.nCopies(statement.getParameterCount(), 1L);
            SQLStatementContext bound =
                    new SQLBindEngine(metaData, BucketMetaData.DATABASE, hints).bind(statement, parameters);
            StatementRules.check(bound, sql);
            ConnectionContext connection = new ConnectionContext(List::of);
            connection.setCurrentDatabaseName(BucketMetaData.DATABASE);
            QueryContext query = new QueryContext(bound, sql, parameters, hints, connection, metaData);
            return new KernelProcessor()
                    .generateExecutionContext(query, metaData.getGlobalRuleMetaData(), metaData.getProps())
                    .getExecutionUnits();
        } catch (StatementRefusedException refused) {
            throw refused;
        } catch (RuntimeException failure) {
            throw new StatementRefusedException(ParserWords.of(failure), sql, failure);
        }
    }
}
