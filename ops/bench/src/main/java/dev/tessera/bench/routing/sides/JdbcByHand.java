package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.ShardAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** What Tessera is measured against: plain JDBC, the shard and the tables of a bucket found by hand. */
final class JdbcByHand implements Side {
    private final HandRoutedPools pools;
    private final List<RoutingStatements> texts;

    JdbcByHand(ShardAccess access) {
        this.pools = HandRoutedPools.open(access);
        this.texts = RoutingStatements.ofBuckets(access.buckets());
    }

    @Override
    public CommentRow read(int slot, long comment) throws SQLException {
        try (Connection connection = pools.connection(slot)) {
            return JdbcWork.read(connection, texts.get(pools.indexOf(slot)), comment);
        }
    }

    @Override
    public List<CommentRow> page(int slot, long thread, long after) throws SQLException {
        try (Connection connection = pools.connection(slot)) {
            return JdbcWork.page(connection, texts.get(pools.indexOf(slot)), thread, after);
        }
    }

    @Override
    public void insert(CommentInsert comment) throws SQLException {
        try (Connection connection = pools.connection(comment.slot())) {
            JdbcWork.insert(connection, texts.get(pools.indexOf(comment.slot())), comment);
        }
    }

    @Override
    public void transaction(CommentInsert comment) throws SQLException {
        try (Connection connection = pools.connection(comment.slot())) {
            execute(connection, "START TRANSACTION");
            JdbcWork.threeStatements(connection, texts.get(pools.indexOf(comment.slot())), comment);
            execute(connection, "COMMIT");
        }
    }

    /** As the router does: one round trip less than switching autocommit off and on. */
    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pools.close();
    }
}
