package dev.tessera.bench.routing.sides;

import dev.tessera.app.api.CommentAnswer;
import dev.tessera.bench.measure.HandRoutedPools;
import dev.tessera.bench.measure.ShardAccess;
import dev.tessera.shardconfig.BucketTables;
import dev.tessera.shardconfig.EntityId;
import dev.tessera.shardconfig.InitialBuckets;
import jakarta.ws.rs.NotFoundException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** How a bare resource reads a comment: the app's statement and the app's answer, without the app. Thread-safe. */
public interface CommentReads extends AutoCloseable {
    /** @throws NotFoundException when there is none */
    CommentAnswer read(EntityId id) throws SQLException;

    @Override
    void close();

    /** Something to be done on a connection that routes. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** JDBC, the shard and the table found by hand. */
    static CommentReads byHand(ShardAccess access) {
        HandRoutedPools pools = HandRoutedPools.open(access);
        List<String> texts = new InitialBuckets(access.buckets())
                .all().stream().map(bucket -> text(BucketTables.suffix(bucket))).toList();
        return new CommentReads() {
            @Override
            public CommentAnswer read(EntityId id) throws SQLException {
                try (Connection connection = pools.connection(id.slot())) {
                    return answer(connection, texts.get(pools.indexOf(id.slot())), id);
                }
            }

            @Override
            public void close() {
                pools.close();
            }
        };
    }

    /** Plain ShardingSphere-JDBC, as its manual has it. */
    static CommentReads byShardingSphere(ShardAccess access) throws SQLException {
        PlainShardingSphere shards = new PlainShardingSphere(access);
        String text = text("");
        return new CommentReads() {
            @Override
            public CommentAnswer read(EntityId id) throws SQLException {
                return shards.onComments(id.slot(), connection -> answer(connection, text, id));
            }

            @Override
            public void close() {
                shards.close();
            }
        };
    }

    private static String text(String suffix) {
        return "select comment_id, thread_id, parent_id, root_id, depth, author_id, author_handle, author_name, body,"
                + " state, version, changed_id, reply_count, created_at, edited_at, updated_at from comments" + suffix
                + " where comment_id = ?";
    }

    private static CommentAnswer answer(Connection connection, String sql, EntityId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, id.value());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new NotFoundException();
                }
                return answer(row);
            }
        }
    }

    private static CommentAnswer answer(ResultSet row) throws SQLException {
        long parent = row.getLong(3);
        return new CommentAnswer(
                new EntityId(row.getLong(1)),
                new EntityId(row.getLong(2)),
                parent == 0 ? null : new EntityId(parent),
                new EntityId(row.getLong(4)),
                row.getInt(5),
                new CommentAnswer.Author(
                        new EntityId(row.getLong(6)),
                        new String(row.getBytes(7), StandardCharsets.UTF_8),
                        row.getString(8)),
                row.getString(9),
                row.getString(10),
                row.getLong(11),
                row.getInt(13),
                moment(row, 14),
                row.getObject(15) == null ? null : moment(row, 15),
                moment(row, 16));
    }

    private static Instant moment(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
