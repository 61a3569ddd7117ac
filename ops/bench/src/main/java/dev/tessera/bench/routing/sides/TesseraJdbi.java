package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.router.ShardRouter;
import java.util.List;

/** Tessera as the app uses it: JDBI on the bucket's handle. */
final class TesseraJdbi implements Side {
    private final ShardRouter router;

    TesseraJdbi(RoutingCluster stage) {
        this.router = stage.openRouter();
    }

    @Override
    public CommentRow read(int slot, long comment) {
        return router.oneStatementInSlot(slot, handle -> JdbiWork.read(handle, RoutingStatements.LOGICAL, comment));
    }

    @Override
    public List<CommentRow> page(int slot, long thread, long after) {
        return router.oneStatementInSlot(
                slot, handle -> JdbiWork.page(handle, RoutingStatements.LOGICAL, thread, after));
    }

    @Override
    public void insert(CommentInsert comment) {
        router.oneStatementInSlot(comment.slot(), handle -> {
            JdbiWork.insert(handle, RoutingStatements.LOGICAL, comment);
            return comment;
        });
    }

    @Override
    public void transaction(CommentInsert comment) {
        router.inSlot(comment.slot(), handle -> {
            JdbiWork.threeStatements(handle, RoutingStatements.LOGICAL, comment);
            return comment;
        });
    }

    @Override
    public void close() {
        router.close();
    }
}
