package dev.tessera.router.internal.shardingsphere;

import dev.tessera.router.StatementRefusedException;
import java.util.Collection;
import org.apache.shardingsphere.infra.binder.context.statement.SQLStatementContext;
import org.apache.shardingsphere.infra.binder.context.type.TableAvailable;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ShorthandProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.SimpleTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.DeleteStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.InsertStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.UpdateStatement;

/** Statements that Tessera refuses in a bucket although ShardingSphere accepts them. */
final class StatementRules {
    private StatementRules() {}

    static void check(SQLStatement statement, String sql) {
        if (!(statement instanceof SelectStatement
                || statement instanceof InsertStatement
                || statement instanceof UpdateStatement
                || statement instanceof DeleteStatement)) {
            throw new StatementRefusedException("only select, insert, replace, update and delete run in a bucket", sql);
        }
        if (statement instanceof SelectStatement select && selectsStar(select)) {
            // A prepared `select *` breaks for good on its connection once a column is added.
            throw new StatementRefusedException("`select *` must name its columns", sql);
        }
    }

    static void check(SQLStatementContext bound, String sql) {
        if (bound instanceof TableAvailable available) {
            Collection<SimpleTableSegment> tables = available.getTablesContext().getSimpleTables();
            if (tables.stream().anyMatch(table -> table.getOwner().isPresent())) {
                throw new StatementRefusedException("a table is named without a schema", sql);
            }
        }
    }

    private static boolean selectsStar(SelectStatement select) {
        return select.getProjections() != null
                && select.getProjections().getProjections().stream()
                        .anyMatch(ShorthandProjectionSegment.class::isInstance);
    }
}
