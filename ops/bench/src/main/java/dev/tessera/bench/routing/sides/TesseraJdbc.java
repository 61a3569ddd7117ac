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
    public CommentRow read(int slot, long comment) throws SQLException {
        return router.oneStatementInSlot(
                slot, handle -> JdbcWork.read(handle.getConnection(), RoutingStatements.LOGICAL, comment));
    }

    @Override
    public List<CommentRow> page(int slot, long thread, long after) throws SQLException {
        return router.oneStatementInSlot(
                slot, handle -> JdbcWork.page(handle.getConnection(), RoutingStatements.LOGICAL, thread, after));
    }

    @Override
    public void insert(CommentInsert comment) throws SQLException {
        router.oneStatementInSlot(comment.slot(), handle -> {
            JdbcWork.insert(handle.getConnection(), RoutingStatements.LOGICAL, comment);
            return comment;
        });
    }

    @Override
    public void transaction(CommentInsert comment) throws SQLException {
        router.inSlot(comment.slot(), handle -> {
            JdbcWork.threeStatements(handle.getConnection(), RoutingStatements.LOGICAL, comment);
            return comment;
        });
    }

    @Override
    public void close() {
        router.close();
    }
}
