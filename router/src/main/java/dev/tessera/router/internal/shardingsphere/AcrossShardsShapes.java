package dev.tessera.router.internal.shardingsphere;

import dev.tessera.router.StatementRefusedException;
import org.apache.shardingsphere.sql.parser.statement.core.extractor.SubqueryExtractor;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.AggregationDistinctProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.AggregationProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ColumnProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.item.ProjectionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.order.item.ColumnOrderByItemSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.generic.table.SimpleTableSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.dml.SelectStatement;

/**
 * Which statements may run over all buckets: shapes that ShardingSphere merges correctly. It returns wrong results for others, without an
 * error.
 */
public final class AcrossShardsShapes {
    private final SelectStatement select;
    private final String sql;

    private AcrossShardsShapes(SelectStatement select, String sql) {
        this.select = select;
        this.sql = sql;
    }

    /** @throws StatementRefusedException saying what ShardingSphere would get wrong, and quoting the statement */
    public static void check(String sql) {
        SqlText.check(sql);
        SQLStatement statement = BucketMetaData.parse(sql);
        if (!(statement instanceof SelectStatement select)) {
            throw new StatementRefusedException("only select runs across shards", sql);
        }
        new AcrossShardsShapes(select, sql).check();
    }

    private void check() {
        refuseIf(select.getWithSegment().isPresent(), "WITH would be answered bucket by bucket");
        refuseIf(select.getCombine().isPresent(), "UNION would be answered bucket by bucket");
        refuseIf(select.getLock().isPresent(), "rows are locked inside a bucket only");
        refuseIf(
                !(select.getFrom().orElse(null) instanceof SimpleTableSegment table)
                        || table.getOwner().isPresent(),
                "across shards a statement names one table; a join would miss the rows that live in other buckets");
        refuseIf(
                !SubqueryExtractor.extractSubquerySegments(select, true).isEmpty(),
                "a subquery would see its own bucket only");
        refuseIf(select.getHaving().isPresent(), "HAVING would be applied to each bucket before the groups are merged");
        refuseIf(select.getWindow().isPresent(), "a window would begin again in each bucket");
        refuseIf(
                select.getProjections().isDistinctRow(),
                "DISTINCT has not been proved right across shards; use GROUP BY");
        select.getProjections().getProjections().forEach(this::check);
        checkOrder();
    }

    private void check(ProjectionSegment projection) {
        refuseIf(
                projection instanceof AggregationDistinctProjectionSegment,
                "DISTINCT inside an aggregate has not been proved right across shards");
        refuseIf(
                !(projection instanceof ColumnProjectionSegment || projection instanceof AggregationProjectionSegment),
                "only columns and COUNT, SUM, MIN, MAX, AVG are selected across shards: an expression is computed in each bucket"
                        + " and not merged");
        if (projection instanceof AggregationProjectionSegment aggregation) {
            switch (aggregation.getType()) {
                case COUNT, SUM, MIN, MAX, AVG -> {}
                default -> refuse(aggregation.getType() + " has not been proved right across shards");
            }
        }
    }

    private void checkOrder() {
        select.getGroupBy()
                .ifPresent(group -> refuseIf(
                        !group.getGroupByItems().stream().allMatch(ColumnOrderByItemSegment.class::isInstance),
                        "groups are made by columns"));
        select.getOrderBy()
                .ifPresent(order -> refuseIf(
                        !order.getOrderByItems().stream().allMatch(ColumnOrderByItemSegment.class::isInstance),
                        "rows are ordered by columns or their aliases"));
        refuseIf(
                select.getLimit().isPresent() && select.getOrderBy().isEmpty(),
                "LIMIT without ORDER BY would answer another set each time");
    }

    private void refuseIf(boolean wrong, String reason) {
        if (wrong) {
            refuse(reason);
        }
    }

    private void refuse(String reason) {
        throw new StatementRefusedException(reason, sql);
    }
}
