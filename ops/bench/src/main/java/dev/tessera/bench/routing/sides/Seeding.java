package dev.tessera.bench.routing.sides;

import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.RoutingCluster;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.InitialBuckets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.IntStream;

/** Writes the rows of a {@link Dataset}. */
public final class Seeding {
    private static final String USER = "insert into users%s (user_id, handle, display_name, created_at, updated_at)"
            + " values (?, concat('user', ?), 'A user', utc_timestamp(3), utc_timestamp(3))";
    private static final String THREAD = "insert into threads%s (thread_id, site, path, title, created_at, updated_at)"
            + " values (?, 'bench.example.com', concat('/', ?), 'A thread', utc_timestamp(3), utc_timestamp(3))";
    private static final String AUTHORED =
            "insert into authored_comments%s (user_id, comment_id, thread_id, created_at,"
                    + " version) values (?, ?, 1, utc_timestamp(3), 1)";

    private Seeding() {}

    public static void seed(RoutingCluster stage) throws SQLException {
        InitialBuckets buckets = new InitialBuckets(stage.buckets());
        for (int index = 0; index < stage.buckets(); index++) {
            int shard = HandRoutedPools.shardOf(
                    index, stage.buckets(), stage.shards().size());
            try (Connection connection = stage.server(shard).connect(BucketTables.LIVE_SCHEMA)) {
                connection.setAutoCommit(false);
                seed(connection, buckets.get(index));
                connection.commit();
            }
        }
    }

    private static void seed(Connection connection, BucketId bucket) throws SQLException {
        int slot = bucket.firstSlot();
        batch(connection, USER, bucket, Dataset.USERS, user -> {
            long id = Dataset.userId(slot, user);
            return new long[] {id, id};
        });
        batch(connection, THREAD, bucket, Dataset.THREADS, thread -> {
            long id = Dataset.threadId(slot, thread);
            return new long[] {id, id};
        });
        batch(connection, AUTHORED, bucket, Dataset.USERS, user ->
                new long[] {Dataset.userId(slot, user), Dataset.commentId(slot, user)});
        RoutingStatements texts = RoutingStatements.of(bucket);
        for (int comment = 0; comment < Dataset.COMMENTS; comment++) {
            int thread = comment % Dataset.THREADS;
            int author = comment % Dataset.USERS;
            JdbcWork.insert(
                    connection,
                    texts,
                    new CommentInsert(
                            slot,
                            Dataset.commentId(slot, comment),
                            Dataset.threadId(slot, thread),
                            Dataset.userId(slot, author)));
        }
    }

    private static void batch(Connection connection, String sql, BucketId bucket, int rows, Row row)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(BucketTables.suffix(bucket)))) {
            for (int number : IntStream.range(0, rows).toArray()) {
                long[] columns = row.of(number);
                statement.setLong(1, columns[0]);
                statement.setLong(2, columns[1]);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The two columns in which rows differ. */
    private interface Row {
        long[] of(int number);
    }
}
