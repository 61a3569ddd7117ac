package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.ShardAccess;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** JDBI over pools chosen by hand: what JDBI costs by itself, without the router. */
final class JdbiByHand implements Side {
    private final int buckets;
    private final HandRoutedPools pools;
    private final List<Jdbi> shards;
    private final List<RoutingStatements> texts;

    JdbiByHand(ShardAccess access) {
        this.buckets = access.buckets();
        this.pools = HandRoutedPools.open(access);
        this.shards = pools.pools().stream().map(Jdbi::create).toList();
        this.texts = RoutingStatements.ofBuckets(access.buckets());
    }

    private Handle open(int slot) {
        return shards.get(HandRoutedPools.shardOf(pools.indexOf(slot), buckets, shards.size()))
                .open();
    }

    @Override
    public CommentRow read(int slot, long comment) {
        try (Handle handle = open(slot)) {
            return JdbiWork.read(handle, texts.get(pools.indexOf(slot)), comment);
        }
    }

    @Override
    public List<CommentRow> page(int slot, long thread, long after) {
        try (Handle handle = open(slot)) {
            return JdbiWork.page(handle, texts.get(pools.indexOf(slot)), thread, after);
        }
    }

    @Override
    public void insert(CommentInsert comment) {
        try (Handle handle = open(comment.slot())) {
            JdbiWork.insert(handle, texts.get(pools.indexOf(comment.slot())), comment);
        }
    }

    @Override
    public void transaction(CommentInsert comment) throws SQLException {
        try (Handle handle = open(comment.slot())) {
            JdbcByHand.execute(handle.getConnection(), "START TRANSACTION");
            JdbiWork.threeStatements(handle, texts.get(pools.indexOf(comment.slot())), comment);
            JdbcByHand.execute(handle.getConnection(), "COMMIT");
        }
    }

    @Override
    public void close() {
        pools.close();
    }
}
