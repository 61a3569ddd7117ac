package dev.tessera.bench.routing;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.bench.measure.ShardAccess;
import dev.tessera.bench.routing.sides.ClusterSize;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import dev.tessera.shardconfig.ServerAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The point reads of a {@link RouterProbe}. Thread-safe. */
interface ProbeReads extends AutoCloseable {
    /** Of four tables; the table's suffix is left out. */
    List<String> TEXTS = List.of(
            "select comment_id, body from comments%s where comment_id = ?",
            "select thread_id, title from threads%s where thread_id = ?",
            "select user_id, display_name from users%s where user_id = ?",
            "select user_id, thread_id from authored_comments%s where user_id = ?");

    /** @return whether the row with this id is there */
    boolean isThere(int slot, int text, long id) throws SQLException;

    @Override
    void close();

    /** By a router. */
    static ProbeReads routed(ServerAddress directory, String schema, String user, String password) {
        ShardRouter router = ShardRouters.open(RoutingCluster.config(directory, schema, user, password));
        List<String> texts = texts("");
        return new ProbeReads() {
            @Override
            public boolean isThere(int slot, int text, long id) throws SQLException {
                return router.oneStatementInSlot(
                        slot, handle -> ProbeReads.isThere(handle.getConnection(), texts.get(text), id));
            }

            @Override
            public void close() {
                router.close();
            }
        };
    }

    /** By JDBC over as many pools, which open connections when somebody asks for them, as the router's do. */
    static ProbeReads byHand(ShardAccess access) {
        HandRoutedPools pools = HandRoutedPools.openOnDemand(access);
        InitialBuckets buckets = new InitialBuckets(access.buckets());
        List<List<String>> texts = buckets.all().subList(0, ClusterSize.HOT_BUCKETS).stream()
                .map(bucket -> texts(BucketTables.suffix(bucket)))
                .toList();
        return new ProbeReads() {
            @Override
            public boolean isThere(int slot, int text, long id) throws SQLException {
                int index = buckets.indexOf(slot);
                try (Connection connection =
                        pools.pools().get(access.shardInTurn(index)).getConnection()) {
                    return ProbeReads.isThere(connection, texts.get(index).get(text), id);
                }
            }

            @Override
            public void close() {
                pools.close();
            }
        };
    }

    private static List<String> texts(String suffix) {
        return TEXTS.stream().map(text -> text.formatted(suffix)).toList();
    }

    private static boolean isThere(Connection connection, String sql, long id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getLong(1) == id && row.getObject(2) != null;
            }
        }
    }
}
