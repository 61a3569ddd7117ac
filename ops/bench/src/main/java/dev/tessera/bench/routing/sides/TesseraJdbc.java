package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.router.ShardRouter;
import java.sql.SQLException;
import java.util.List;

/** Tessera, with the very JDBC code that is routed by hand beside it, on the connection of the bucket's handle. */
final class TesseraJdbc implements Side {
    private final ShardRouter router;

    TesseraJdbc(RoutingCluster stage) {
        this.router = stage.openRouter();
    }

    @Override
    public CommentRow read(int bucket, long comment) throws SQLException {
        return router.oneStatementInBucket(
                bucket, handle -> JdbcWork.read(handle.getConnection(), RoutingStatements.LOGICAL, comment));
    }

    @Override
    public List<CommentRow> page(int bucket, long thread, long after) throws SQLException {
        return router.oneStatementInBucket(
                bucket, handle -> JdbcWork.page(handle.getConnection(), RoutingStatements.LOGICAL, thread, after));
    }

    @Override
    public void insert(CommentInsert comment) throws SQLException {
        router.oneStatementInBucket(comment.bucket(), handle -> {
            JdbcWork.insert(handle.getConnection(), RoutingStatements.LOGICAL, comment);
            return comment;
        });
    }

    @Override
    public void transaction(CommentInsert comment) throws SQLException {
        router.inBucket(comment.bucket(), handle -> {
            JdbcWork.threeStatements(handle.getConnection(), RoutingStatements.LOGICAL, comment);
            return comment;
        });
    }

    @Override
    public void close() {
        router.close();
    }
}
